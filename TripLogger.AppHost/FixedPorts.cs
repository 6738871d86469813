using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;

namespace TripLogger.AppHost;

/// <summary>The ports that a plain run listens on.</summary>
internal static class FixedPorts
{
    /// <summary>
    /// Refuses the start, with a <see cref="DistributedApplicationException"/>, when another program has one of the ports:
    /// Aspire would start all the same, and take the other program's answers for those of ours.
    /// </summary>
    public static void RequireFreePorts(this IDistributedApplicationBuilder builder) => builder.Eventing.Subscribe<BeforeStartEvent>((start, _) =>
    {
        // As tests do, so that several AppHosts run side by side.
        if (!builder.Configuration.GetValue<bool>("DcpPublisher:RandomizePorts"))
        {
            RequireFree([.. DashboardPorts(builder.Configuration), .. ResourcePorts(start.Model)]);
        }

        return Task.CompletedTask;
    });

    private static IEnumerable<(int Port, string Owner)> DashboardPorts(ConfigurationManager configuration) =>
        $"{configuration["ASPNETCORE_URLS"]};{configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"]}"
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(address => (new Uri(address).Port, "the Aspire dashboard"));

    private static IEnumerable<(int Port, string Owner)> ResourcePorts(DistributedApplicationModel model) =>
        from resource in model.Resources
        from endpoint in resource.Annotations.OfType<EndpointAnnotation>()
        where endpoint.Port is not null
        select (endpoint.Port!.Value, resource.Name);

    private static void RequireFree(IEnumerable<(int Port, string Owner)> ports)
    {
        var taken = ports.Where(port => port.Port > 0).DistinctBy(port => port.Port).Where(port => IsTaken(port.Port))
            .Select(port => $"{port.Port} ({port.Owner})").ToArray();
        if (taken.Length > 0)
        {
            throw new DistributedApplicationException(
                $"{(taken.Length == 1 ? "Port" : "Ports")} {string.Join(", ", taken)} {(taken.Length == 1 ? "is" : "are")} taken by another program: " +
                "end it, often an AppHost that still runs, and start again.");
        }
    }

    private static bool IsTaken(int port) => new[] { IPAddress.Loopback, IPAddress.IPv6Loopback }.Any(address =>
    {
        using var listener = new TcpListener(address, port);
        try
        {
            listener.Start();
            return false;
        }
        catch (SocketException exception)
        {
            // Where there is no IPv6, nobody listens there either.
            return exception.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied;
        }
    });
}
