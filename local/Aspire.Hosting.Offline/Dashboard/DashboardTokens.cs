using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Dashboard;

/// <summary>Keeps other programs of this machine out of the dashboard and of what it shows.</summary>
internal static class DashboardTokens
{
    /// <summary>What the login URL carries.</summary>
    public const string BrowserToken = "AppHost:BrowserToken";

    /// <summary>What resources send with their telemetry.</summary>
    public const string OtlpApiKey = "AppHost:OtlpApiKey";

    /// <summary>What programs send that read telemetry.</summary>
    public const string DashboardApiKey = "AppHost:DashboardApiKey";

    /// <summary>What the dashboard sends to this process.</summary>
    public const string ResourceServiceApiKey = "AppHost:ResourceService:ApiKey";

    public static void AddTo(IConfigurationManager configuration)
    {
        configuration.AddInMemoryCollection(
        [
            new(BrowserToken, Configured(BrowserToken) ?? Configured("ASPIRE_DASHBOARD_FRONTEND_BROWSERTOKEN") ?? Create()),
            new(OtlpApiKey, Configured(OtlpApiKey) ?? Create()),
            new(DashboardApiKey, Configured(DashboardApiKey) ?? Create()),
            new(ResourceServiceApiKey, Configured("ASPIRE_DASHBOARD_RESOURCESERVICE_APIKEY") ?? Create()),
        ]);

        string? Configured(string key) => configuration[key] is { Length: > 0 } value ? value : null;
    }

    private static string Create() => RandomNumberGenerator.GetHexString(32, lowercase: true);
}
