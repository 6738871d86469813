using Microsoft.Extensions.Logging;

namespace TripLogger.AppHost;

/// <summary>Writes why a resource can't start into its log, and into the logs of those that wait for it.</summary>
/// <param name="resourceLoggers">The resources' logs in the Aspire dashboard.</param>
/// <param name="model">Tells who waits for whom.</param>
internal sealed class ResourceFailures(ResourceLoggerService resourceLoggers, DistributedApplicationModel model)
{
    /// <summary>Does a part of a resource's start. A failure is written down, then thrown on, so that the resource fails to start.</summary>
    public async Task GuardAsync(IResource resource, Func<ILogger, Task> start, CancellationToken cancellationToken)
    {
        try
        {
            await start(resourceLoggers.GetLogger(resource));
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            resourceLoggers.GetLogger(resource).LogError("{Reason}", exception.Message);
            foreach (var dependant in Dependants(resource))
            {
                resourceLoggers.GetLogger(dependant).LogError("{Resource} failed to start: {Reason}", resource.Name, exception.Message);
            }

            throw;
        }
    }

    private IEnumerable<IResource> Dependants(IResource resource) => model.Resources
        .Where(candidate => candidate.Annotations.OfType<WaitAnnotation>().Any(wait => wait.Resource == resource))
        .SelectMany(dependant => Dependants(dependant).Prepend(dependant))
        .Distinct();
}
