using System.Runtime.InteropServices;

namespace TripLogger.AppHost.AwsCloud;

/// <summary>Ctrl+C and its kin from the first moment: until the application runs there is no host that would take care of them.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _interrupted = new();
    private readonly PosixSignalRegistration[] _signals;

    public Interruption() => _signals =
    [
        .. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(signal => PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            _interrupted.Cancel();
        })),
    ];

    /// <summary>Is cancelled by the first of them.</summary>
    public CancellationToken Token => _interrupted.Token;

    /// <exception cref="DistributedApplicationException">One of them has come.</exception>
    public void ThrowIfCame()
    {
        if (Token.IsCancellationRequested)
        {
            throw new DistributedApplicationException("Stopped before anything was deployed.");
        }
    }

    public void Dispose()
    {
        Array.ForEach(_signals, signal => signal.Dispose());
        _interrupted.Dispose();
    }
}
