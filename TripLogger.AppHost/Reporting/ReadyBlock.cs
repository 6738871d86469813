using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace TripLogger.AppHost.Reporting;

/// <summary>What the console says when everything is ready: the links that the Aspire dashboard shows, and its own.</summary>
internal static class ReadyBlock
{
    /// <summary>Aspire's own name for its dashboard's resource.</summary>
    public const string AspireDashboard = "aspire-dashboard";

    /// <summary>The text.</summary>
    /// <param name="resources">The resources with their links; what stands on the others' shoulders comes first.</param>
    /// <param name="dashboard">The Aspire dashboard's login link, unless it is switched off.</param>
    /// <param name="lines">What else there is to know.</param>
    public static string Write(IEnumerable<WatchedResource> resources, string? dashboard, IEnumerable<(string Title, string Value)> lines)
    {
        var links =
            from watched in resources.OrderByDescending(watched => watched.Resource.Dependencies().Count())
            from url in watched.Snapshot?.Urls ?? []
            where !url.IsInternal && !url.IsInactive && url.DisplayProperties.DisplayName.Length > 0
            select (url.DisplayProperties.DisplayName, url.Url);
        (string Title, string Value)[] all = [.. links, .. dashboard is null ? [] : new[] { ("Aspire dashboard", dashboard) }, .. lines];
        var width = all.Max(line => line.Title.Length);

        var block = new StringBuilder();
        block.AppendLine(CultureInfo.InvariantCulture, $"TripLogger is ready, {SinceStart().TotalSeconds:0.0} s after its start. Ctrl+C ends it.").AppendLine();
        foreach (var (title, value) in all)
        {
            block.AppendLine(CultureInfo.InvariantCulture, $"  {title.PadRight(width)}  {value}");
        }

        return block.ToString();
    }

    /// <summary>Where the Aspire dashboard lets one in without asking for its token.</summary>
    public static string? DashboardLink(DistributedApplicationModel model, IConfiguration configuration)
    {
        var endpoints = model.Resources.OfType<IResourceWithEndpoints>().FirstOrDefault(resource => resource.Name == AspireDashboard)?.Annotations.OfType<EndpointAnnotation>();
        var address = endpoints?.FirstOrDefault(endpoint => endpoint.Name is "http" or "https")?.AllocatedEndpoint?.UriString.TrimEnd('/');
        return address is not null && configuration["AppHost:BrowserToken"] is { Length: > 0 } token ? $"{address}/login?t={token}" : address;
    }

    private static TimeSpan SinceStart()
    {
        using var process = Process.GetCurrentProcess();
        return DateTime.Now - process.StartTime;
    }
}
