namespace TripLogger.Tests.Cognito.Support;

/// <summary>An emulator for a class of tests whose time stands still, so that no limit passes while it is tested.</summary>
public sealed class StoppedEmulator : IAsyncDisposable
{
    private readonly Lazy<Task<Emulator>> _emulator = new(() => Emulator.StartAsync(new ManualClock()));

    public Task<Emulator> GetAsync() => _emulator.Value;

    public async ValueTask DisposeAsync()
    {
        if (_emulator.IsValueCreated)
        {
            await (await _emulator.Value).DisposeAsync();
        }
    }
}
