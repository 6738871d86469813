namespace Aspire.Hosting;

/// <summary>The application is wired wrongly or can't be started.</summary>
public class DistributedApplicationException : Exception
{
    /// <summary>Creates the exception.</summary>
    public DistributedApplicationException()
    {
    }

    /// <summary>Creates the exception.</summary>
    public DistributedApplicationException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    public DistributedApplicationException(string message, Exception inner)
        : base(message, inner)
    {
    }
}

/// <summary>
/// This machine can't run the application. The message says what to do, so <c>Run</c> prints it and nothing
/// else, and ends with exit code 1.
/// </summary>
internal sealed class UnsupportedMachineException(string message) : DistributedApplicationException(message);
