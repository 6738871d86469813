using Microsoft.Extensions.Logging;

namespace TripLogger.AppHost.LocalCloud;

/// <summary>
/// Says why a resource can't start, once and where a developer looks: on the console, in its log, and in the
/// logs of those that wait for it.
/// </summary>
/// <param name="resourceLoggers">The resources' logs in the Aspire dashboard.</param>
/// <param name="model">Tells who waits for whom.</param>
/// <param name="console">The AppHost's console.</param>
internal sealed partial class ResourceFailures(ResourceLoggerService resourceLoggers, DistributedApplicationModel model, ILogger<ResourceFailures> console)
{
    /// <summary>Does a part of a resource's start. A failure is reported, then thrown on, so that the resource fails to start.</summary>
    public async Task GuardAsync(IResource resource, Func<ILogger, Task> start)
    {
        try
        {
            await start(resourceLoggers.GetLogger(resource));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Report(resource, exception.Message);
            throw;
        }
    }

    private void Report(IResource resource, string reason)
    {
        Log.FailedToStart(console, resource.Name, reason);
        resourceLoggers.GetLogger(resource).LogError("{Reason}", reason);
        foreach (var dependant in Dependants(resource))
        {
            resourceLoggers.GetLogger(dependant).LogError("{Dependant} can't start without {Resource}: {Reason}", dependant.Name, resource.Name, reason);
        }
    }

    private IEnumerable<IResource> Dependants(IResource resource) => model.Resources
        .Where(candidate => candidate.Annotations.OfType<WaitAnnotation>().Any(wait => wait.Resource == resource))
        .SelectMany(dependant => Dependants(dependant).Prepend(dependant))
        .Distinct();

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "{Resource} failed to start: {Reason}")]
        public static partial void FailedToStart(ILogger logger, string resource, string reason);
    }
}
