using System.Collections.Concurrent;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Dcp;

/// <summary>A resource that runs as a process or container of DCP.</summary>
internal sealed class Workload(IResource resource, string name)
{
    public IResource Resource { get; } = resource;

    /// <summary>The name of the DCP object.</summary>
    public string Name { get; } = name;

    /// <summary>The endpoints with the names of their DCP services.</summary>
    public IReadOnlyList<(EndpointAnnotation Endpoint, string Service)> Endpoints { get; } = WithServices(resource);

    /// <summary>The DCP object whose logs are followed: a restarted one is another one.</summary>
    public string? FollowedUid { get; set; }

    /// <summary>DCP objects that made room for the next one: what is told of them late is no news of that one.</summary>
    public ConcurrentDictionary<string, byte> Deleted { get; } = [];

    /// <summary>How many of the arguments are the resource's own; the others start it.</summary>
    public int ArgumentCount { get; set; }

    public bool IsContainer => Resource.IsContainer();

    private static (EndpointAnnotation, string)[] WithServices(IResource resource)
    {
        var endpoints = resource.Annotations.OfType<EndpointAnnotation>().ToArray();
        return [.. endpoints.Select(endpoint => (endpoint, endpoints.Length == 1 ? resource.Name : $"{resource.Name}-{endpoint.Name}"))];
    }
}
