using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;

namespace TripLogger.AppHost.StartChecks;

/// <summary>The ports that a plain run listens on.</summary>
internal static class FixedPorts
{
    /// <summary>The section with other ports than the usual: <c>Ports:api</c> and so on, by the resource's name.</summary>
    private const string Section = "Ports";

    /// <summary>The Aspire dashboard's addresses by the name that <c>Ports</c> knows them by: where it is looked at, and where it takes telemetry.</summary>
    private static readonly Dictionary<string, string> DashboardAddresses = new(StringComparer.OrdinalIgnoreCase)
    {
        ["aspire-dashboard"] = "ASPNETCORE_URLS",
        ["telemetry"] = "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL",
    };

    /// <summary>
    /// Takes the ports that the configuration wants instead of the usual ones, and refuses the start when another program
    /// has one of them: Aspire would start all the same, and take the other program's answers for those of ours.
    /// </summary>
    /// <param name="builder">The application with all its resources.</param>
    /// <exception cref="DistributedApplicationException">The configuration names a port that there is not, or no number.</exception>
    public static void RequireFreePorts(this IDistributedApplicationBuilder builder)
    {
        // Tests choose random ones, so that several AppHosts run side by side.
        if (builder.Configuration.GetValue<bool>("DcpPublisher:RandomizePorts"))
        {
            return;
        }

        Choose(builder);
        builder.CheckBeforeStart((model, _) => Task.FromResult(Taken([.. DashboardPorts(builder.Configuration), .. ResourcePorts(model.Resources)])));
    }

    private static void Choose(IDistributedApplicationBuilder builder)
    {
        foreach (var setting in builder.Configuration.GetSection(Section).GetChildren())
        {
            if (!int.TryParse(setting.Value, out var port) || port is < 1 or > ushort.MaxValue)
            {
                throw new DistributedApplicationException($"{setting.Path} is '{setting.Value}', but a port is a number from 1 to {ushort.MaxValue}.");
            }

            if (DashboardAddresses.TryGetValue(setting.Key, out var address))
            {
                builder.Configuration[address] = $"http://localhost:{port}";
                continue;
            }

            var endpoint = Endpoints(builder.Resources).FirstOrDefault(endpoint => endpoint.Resource.Name.Equals(setting.Key, StringComparison.OrdinalIgnoreCase)).Endpoint
                ?? throw new DistributedApplicationException(
                    $"{setting.Path} names no port: there are {string.Join(", ", Endpoints(builder.Resources).Select(endpoint => endpoint.Resource.Name).Concat(DashboardAddresses.Keys))}.");
            endpoint.Port = port;
        }
    }

    private static IEnumerable<WantedPort> DashboardPorts(ConfigurationManager configuration) =>
        from dashboard in DashboardAddresses
        from address in configuration[dashboard.Value]?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? []
        select new WantedPort(new Uri(address).Port, dashboard.Key, "the Aspire dashboard");

    private static IEnumerable<WantedPort> ResourcePorts(IEnumerable<IResource> resources) => Endpoints(resources)
        .Where(endpoint => endpoint.Endpoint.Port is not null)
        .Select(endpoint => new WantedPort(endpoint.Endpoint.Port!.Value, endpoint.Resource.Name, endpoint.Resource.Name));

    private static IEnumerable<(IResource Resource, EndpointAnnotation Endpoint)> Endpoints(IEnumerable<IResource> resources) =>
        from resource in resources
        where !resource.Name.Equals("aspire-dashboard", StringComparison.OrdinalIgnoreCase)
        from endpoint in resource.Annotations.OfType<EndpointAnnotation>()
        select (resource, endpoint);

    /// <returns>The sentence for those that are taken.</returns>
    private static string? Taken(IEnumerable<WantedPort> ports)
    {
        var listeners = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners();
        var taken = ports.Where(port => port.Port > 0).DistinctBy(port => port.Port).Where(port => IsTaken(port.Port, listeners)).ToArray();
        return taken.Length == 0 ? null
            : $"{(taken.Length == 1 ? "Port" : "Ports")} {string.Join(", ", taken.Select(port => $"{port.Port} ({port.Wanted})"))} " +
              $"{(taken.Length == 1 ? "is" : "are")} taken by {Owners(taken)}: end it, often an AppHost that still runs, " +
              $"or choose another port by {string.Join(" ", taken.Select(port => $"--{Section}:{port.Key}={port.Port + 1}"))}, and start again.";
    }

    private static string Owners(IEnumerable<WantedPort> taken) =>
        taken.Select(port => PortOwner.Find(port.Port)).OfType<string>().Distinct().ToArray() is { Length: > 0 } known ? string.Join(", ", known) : "another program";

    private static bool IsTaken(int port, IEnumerable<IPEndPoint> listeners) =>
        // Some systems let us listen on one address beside a program that listens on all of them.
        listeners.Any(listener => listener.Port == port && (IPAddress.IsLoopback(listener.Address) || listener.Address.Equals(IPAddress.Any) || listener.Address.Equals(IPAddress.IPv6Any)))
        || new[] { IPAddress.Loopback, IPAddress.IPv6Loopback }.Any(address => !CanListen(address, port));

    private static bool CanListen(IPAddress address, int port)
    {
        using var listener = new TcpListener(address, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException exception)
        {
            // Where there is no IPv6, nobody listens there either.
            return exception.SocketErrorCode is not (SocketError.AddressAlreadyInUse or SocketError.AccessDenied);
        }
    }

    /// <param name="Port">The number.</param>
    /// <param name="Key">Its name in the configuration.</param>
    /// <param name="Wanted">Who wants it.</param>
    private sealed record WantedPort(int Port, string Key, string Wanted);
}
