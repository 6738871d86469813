using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Dashboard;

/// <summary>Where the dashboard listens, taken from the app host's launch settings.</summary>
internal sealed class DashboardOptions
{
    public string ApplicationName { get; private set; } = string.Empty;

    /// <summary><c>ASPNETCORE_URLS</c> is not about the app host: it has no pages. Any free port where it is not set.</summary>
    public Uri? FrontendUrl { get; private set; }

    public Uri? OtlpGrpcUrl { get; private set; }

    public Uri? OtlpHttpUrl { get; private set; }

    /// <summary>Where this process listens for the dashboard.</summary>
    public Uri? ResourceServiceUrl { get; private set; }

    public void Read(IConfiguration configuration, DistributedApplicationOptions options, IHostEnvironment environment)
    {
        ApplicationName = options.DashboardApplicationName ?? environment.ApplicationName;
        FrontendUrl = Url("ASPNETCORE_URLS");
        OtlpGrpcUrl = Url("ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL");
        OtlpHttpUrl = Url("ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL");
        ResourceServiceUrl = Url("ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL");
        if (!options.AllowUnsecuredTransport && !configuration.GetValue<bool>("ASPIRE_ALLOW_UNSECURED_TRANSPORT"))
        {
            throw new UnsupportedMachineException(
                "The dashboard of this app host uses http: set the environment variable ASPIRE_ALLOW_UNSECURED_TRANSPORT to true, for example in the profile of Properties/launchSettings.json.");
        }

        Uri? Url(string key)
        {
            var value = configuration[key]?.Split(';', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
            return value switch
            {
                null => null,
                _ when Uri.TryCreate(value, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttp => url,
                _ => throw new UnsupportedMachineException($"{key} is '{value}': the dashboard needs an http URL here, for example http://localhost:15080."),
            };
        }
    }
}
