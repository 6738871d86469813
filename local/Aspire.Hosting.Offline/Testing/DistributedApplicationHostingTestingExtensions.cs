using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>Reaches the resources of a started application.</summary>
public static class DistributedApplicationHostingTestingExtensions
{
    /// <summary>Creates a client whose base address is the resource's endpoint.</summary>
    /// <param name="app">The application.</param>
    /// <param name="resourceName">The resource.</param>
    /// <param name="endpointName">The endpoint; <c>https</c> or <c>http</c> by default.</param>
    public static HttpClient CreateHttpClient(this DistributedApplication app, string resourceName, string? endpointName = default)
    {
        var address = app.GetEndpoint(resourceName, endpointName);
        var client = app.Services.GetRequiredService<IHttpClientFactory>().CreateClient();
        client.BaseAddress = address;
        return client;
    }

    /// <summary>The URL of the resource's endpoint.</summary>
    /// <param name="app">The application.</param>
    /// <param name="resourceName">The resource.</param>
    /// <param name="endpointName">The endpoint; <c>https</c> or <c>http</c> by default.</param>
    public static Uri GetEndpoint(this DistributedApplication app, string resourceName, string? endpointName = default)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentException.ThrowIfNullOrEmpty(resourceName);
        if (!app.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.IsCancellationRequested)
        {
            throw new InvalidOperationException("The application has not been started: call StartAsync first.");
        }

        if (!app.Services.GetRequiredService<DistributedApplicationModel>().Resources.TryGetByName(resourceName, out var resource))
        {
            throw new ArgumentException($"The application has no resource '{resourceName}'.", nameof(resourceName));
        }

        string[] names = string.IsNullOrEmpty(endpointName) ? ["https", "http"] : [endpointName];
        var endpoint = (resource as IResourceWithEndpoints)?.GetEndpoints().FirstOrDefault(e => e.IsAllocated && names.Contains(e.EndpointName, ResourceNames.Comparer));
        return endpoint is null
            ? throw new ArgumentException($"The resource '{resourceName}' has no allocated endpoint '{string.Join("' or '", names)}'.", nameof(endpointName))
            : new Uri(endpoint.Url);
    }
}
