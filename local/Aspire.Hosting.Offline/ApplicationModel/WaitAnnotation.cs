namespace Aspire.Hosting.ApplicationModel;

/// <summary>The resource waits for another one before it starts.</summary>
/// <param name="resource">The other one.</param>
/// <param name="waitType">What it waits for.</param>
/// <param name="exitCode">With <see cref="WaitType.WaitForCompletion"/>: the exit code that means success.</param>
public sealed class WaitAnnotation(IResource resource, WaitType waitType, int exitCode = 0) : IResourceAnnotation
{
    /// <summary>The other one.</summary>
    public IResource Resource { get; } = resource;

    /// <summary>What it waits for.</summary>
    public WaitType WaitType { get; } = waitType;

    /// <summary>What it does when the other one can't be had; <see langword="null"/>: the application's default.</summary>
    public WaitBehavior? WaitBehavior { get; init; }

    /// <summary>The exit code that means success.</summary>
    public int ExitCode { get; } = exitCode;
}

/// <summary>What a resource waits for.</summary>
public enum WaitType
{
    /// <summary>The other one runs, is healthy, and those who wanted to know that have been told.</summary>
    WaitUntilHealthy,

    /// <summary>The other one has ended.</summary>
    WaitForCompletion,

    /// <summary>The other one runs.</summary>
    WaitUntilStarted,
}

/// <summary>What waiting does when the other one fails to start, or ends.</summary>
public enum WaitBehavior
{
    /// <summary>Goes on: someone may start it again.</summary>
    WaitOnResourceUnavailable,

    /// <summary>Ends with an error.</summary>
    StopOnResourceUnavailable,
}
