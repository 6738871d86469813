using System.Net;

namespace CognitoEmulator.Hosting;

/// <summary>The emulator holds no real secrets but answers everyone who asks: it listens on this machine only.</summary>
internal static class LoopbackAddresses
{
    private const string Default = "http://localhost:9339";

    public static void UseLoopbackOnly(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        var urls = configuration[WebHostDefaults.ServerUrlsKey];
        if (string.IsNullOrWhiteSpace(urls) && !configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            RefuseEveryInterface(configuration);
            urls = Default;
            builder.WebHost.UseUrls(Default);
        }

        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]);
        foreach (var url in (urls ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Concat(endpoints))
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || !IsLoopback(uri.Host))
            {
                throw new StartRefusedException(
                    $"The Cognito emulator listens on this machine only, but was told to listen on '{url}': set ASPNETCORE_URLS to an address of localhost, 127.0.0.1 or [::1], such as {Default}.");
            }
        }
    }

    /// <summary>Whether <paramref name="origin"/> (an Origin header) is a page on this machine.</summary>
    public static bool IsLoopbackOrigin(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && IsLoopback(uri.Host);

    private static void RefuseEveryInterface(ConfigurationManager configuration)
    {
        // http_ports and https_ports mean "this port on every interface".
        if (configuration[WebHostDefaults.HttpPortsKey] is { Length: > 0 } || configuration[WebHostDefaults.HttpsPortsKey] is { Length: > 0 })
        {
            throw new StartRefusedException(
                $"The Cognito emulator listens on this machine only, but ASPNETCORE_HTTP_PORTS or ASPNETCORE_HTTPS_PORTS opens every interface: set ASPNETCORE_URLS instead, for example to {Default}.");
        }
    }

    private static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
