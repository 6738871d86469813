namespace TripLogger.Tests.Cognito.Support;

/// <summary>A folder that goes with its test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("triplogger-cognito-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
