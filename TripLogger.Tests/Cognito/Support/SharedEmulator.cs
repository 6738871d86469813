using TripLogger.Tests.Cognito.Support;

[assembly: AssemblyFixture(typeof(SharedEmulator))]

namespace TripLogger.Tests.Cognito.Support;

/// <summary>One emulator for all tests that need nothing special of it; started by the first. Each test has its own pools.</summary>
public sealed class SharedEmulator : IAsyncDisposable
{
    private readonly Lazy<Task<Emulator>> _emulator = new(() => Emulator.StartAsync());

    public Task<Emulator> GetAsync() => _emulator.Value;

    public async ValueTask DisposeAsync()
    {
        if (_emulator.IsValueCreated)
        {
            await (await _emulator.Value).DisposeAsync();
        }
    }
}
