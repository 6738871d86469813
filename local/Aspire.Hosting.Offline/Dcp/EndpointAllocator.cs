using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard;

namespace Aspire.Hosting.Dcp;

/// <summary>
/// Gives every endpoint its address before anything runs, so that all can be told where the others will be.
/// </summary>
internal sealed class EndpointAllocator(DcpClient client, bool randomizePorts)
{
    // A run that has just ended may hold its ports for a moment.
    private static readonly TimeSpan TakenPortPatience = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan ProxyTimeout = TimeSpan.FromSeconds(20);

    /// <summary>Allocates; an endpoint that can't have its port keeps the reason for whoever asks for its address.</summary>
    public async Task AllocateAsync(IReadOnlyCollection<Workload> workloads, CancellationToken cancellationToken)
    {
        var endpoints = workloads.SelectMany(workload => workload.Endpoints.Select(e => (Workload: workload, e.Endpoint, e.Service))).ToArray();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var proxied = new Dictionary<string, TaskCompletionSource<int>>();
        foreach (var (_, endpoint, service) in endpoints.Where(e => e.Endpoint.IsProxied))
        {
            proxied[service] = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        var watching = WatchAsync(proxied, ending.Token);
        await Task.WhenAll(endpoints.Select(async e =>
        {
            // Whoever asks in vain must not wait for ever.
            e.Endpoint.AllAllocatedEndpoints.Get(KnownNetworkIdentifiers.DefaultAspireContainerNetwork).Snapshot.SetException(new DistributedApplicationException(
                $"A container needs the address of '{e.Workload.Resource.Name}': without Aspire's packages containers are reached by others but reach none themselves."));
            try
            {
                var allocated = await AllocateAsync(e.Workload, e.Endpoint, e.Service, proxied, watching, cancellationToken).ConfigureAwait(false);
                e.Endpoint.AllAllocatedEndpoints.AddOrUpdateAllocatedEndpoint(allocated.NetworkID, allocated);
            }
            catch (DistributedApplicationException exception) when (exception is not UnsupportedMachineException)
            {
                e.Endpoint.AllAllocatedEndpoints.Get(e.Endpoint.DefaultNetworkID).Snapshot.SetException(exception);
            }
        })).ConfigureAwait(false);
        await ending.CancelAsync().ConfigureAwait(false);
        await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<AllocatedEndpoint> AllocateAsync(Workload workload, EndpointAnnotation endpoint, string service, Dictionary<string, TaskCompletionSource<int>> proxied, Task watching, CancellationToken cancellationToken)
    {
        if (workload.IsContainer && endpoint.TargetPort is null)
        {
            throw new DistributedApplicationException($"The endpoint '{endpoint.Name}' of the container '{workload.Resource.Name}' has no target port: tell the port on which the container listens.");
        }

        var port = workload.IsContainer ? endpoint.SpecifiedPort : endpoint.Port is 0 ? null : endpoint.Port;
        port = endpoint.IsProxied && randomizePorts ? null : port;
        if (port is not null)
        {
            await EnsureFreeAsync(workload, endpoint, port.Value, cancellationToken).ConfigureAwait(false);
        }
        else if (!endpoint.IsProxied)
        {
            port = FreePort();
            endpoint.Port = port;
        }

        await client.CreateAsync(
            new DcpService
            {
                Metadata = new DcpMetadata { Name = service, Annotations = new() { ["resource-name"] = workload.Resource.Name, ["endpoint-name"] = endpoint.Name } },
                Spec = new DcpServiceSpec { AddressAllocationMode = endpoint.IsProxied ? "Localhost" : "Proxyless", Port = port },
            },
            cancellationToken).ConfigureAwait(false);

        if (endpoint.IsProxied)
        {
            port = await WaitForProxyAsync(workload, endpoint, proxied[service].Task, watching, cancellationToken).ConfigureAwait(false);
        }

        var targetPort = endpoint.TargetPort?.ToString(CultureInfo.InvariantCulture) ?? $$$"""{{- portForServing "{{{service}}}" -}}""";
        return new AllocatedEndpoint(endpoint, KnownHostNames.Localhost, port!.Value, EndpointBindingMode.SingleAddress, targetPort);
    }

    private static async Task<int> WaitForProxyAsync(Workload workload, EndpointAnnotation endpoint, Task<int> port, Task watching, CancellationToken cancellationToken)
    {
        var first = await Task.WhenAny(port, watching, Task.Delay(ProxyTimeout, cancellationToken)).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return first == port
            ? await port.ConfigureAwait(false)
            : throw new DistributedApplicationException($"DCP gave the endpoint '{endpoint.Name}' of '{workload.Resource.Name}' no port within {ProxyTimeout.TotalSeconds} s. Start again; if it happens again, give the endpoint another port.");
    }

    private async Task WatchAsync(Dictionary<string, TaskCompletionSource<int>> ports, CancellationToken cancellationToken)
    {
        await foreach (var change in client.WatchAsync<DcpService>(cancellationToken).ConfigureAwait(false))
        {
            if (change.Object.Status?.EffectivePort is { } port and not 0 && ports.TryGetValue(change.Object.Metadata.Name, out var waiting))
            {
                waiting.TrySetResult(port);
            }
        }
    }

    private static async Task EnsureFreeAsync(Workload workload, EndpointAnnotation endpoint, int port, CancellationToken cancellationToken)
    {
        var deadline = DateTime.UtcNow + TakenPortPatience;
        while (!IsFree(port))
        {
            if (DateTime.UtcNow > deadline)
            {
                var isDashboard = workload.Resource.Name == DashboardResource.Name;
                var sentence = $"Port {port} ({(isDashboard ? "the Aspire dashboard" : $"'{workload.Resource.Name}', endpoint '{endpoint.Name}'")}) is taken by another program: end that one (ss -ltnp 'sport = :{port}' names it), or choose another port{(isDashboard ? " in the app host's Properties/launchSettings.json" : string.Empty)}.";

                // Without the dashboard nobody would see what goes on.
                throw isDashboard ? new UnsupportedMachineException(sentence) : new DistributedApplicationException(sentence);
            }

            await Task.Delay(100, cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
