using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dcp;

namespace Aspire.Hosting.Orchestrator;

/// <summary>Makes a resource's links of its endpoints and of what was asked for.</summary>
internal static class ResourceUrls
{
    public static async Task PublishAsync(IResource resource, DistributedApplicationExecutionContext executionContext, ResourceLoggerService loggers, ResourceNotificationService notifications, CancellationToken cancellationToken)
    {
        var urls = new List<ResourceUrlAnnotation>();
        if (resource is IResourceWithEndpoints withEndpoints)
        {
            urls.AddRange(withEndpoints.GetEndpoints().Where(endpoint => endpoint.IsAllocated).Select(endpoint => new ResourceUrlAnnotation { Url = endpoint.Url, Endpoint = endpoint }));
        }

        foreach (var url in resource.Annotations.OfType<ResourceUrlAnnotation>().ToArray())
        {
            urls.Add(url);
            resource.Annotations.Remove(url);
        }

        var context = new ResourceUrlsCallbackContext(executionContext, resource, urls, cancellationToken) { Logger = loggers.GetLogger(resource) };
        foreach (var annotation in resource.Annotations.OfType<ResourceUrlsCallbackAnnotation>())
        {
            await annotation.Callback(context).ConfigureAwait(false);
        }

        foreach (var url in urls)
        {
            if (url.Endpoint is { IsAllocated: true } endpoint && url.Url.StartsWith('/'))
            {
                url.Url = endpoint.Url + url.Url;
            }

            resource.Annotations.Add(url);
        }

        await notifications.PublishUpdateAsync(resource, s => s with { Urls = WorkloadSnapshot.Urls(resource, isRunning: s.State?.Text == KnownResourceStates.Running) }).ConfigureAwait(false);
    }
}
