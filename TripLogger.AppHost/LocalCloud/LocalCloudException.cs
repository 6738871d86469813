namespace TripLogger.AppHost.LocalCloud;

/// <summary>
/// Something the developer can cure. The message is one sentence or two that name the cause and the cure;
/// it is shown on the console and in the log of the resource that can't go on.
/// </summary>
public sealed class LocalCloudException : DistributedApplicationException
{
    /// <summary>Creates the exception.</summary>
    public LocalCloudException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    public LocalCloudException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
