using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dcp;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Dashboard;

/// <summary>The dashboard as a resource of the application that nobody sees.</summary>
internal static class DashboardResource
{
    public const string Name = "aspire-dashboard";
    public const string FrontendEndpoint = "http";
    public const string OtlpGrpcEndpoint = "otlp-grpc";
    public const string OtlpHttpEndpoint = "otlp-http";

    public static ExecutableResource Create(DashboardOptions options, bool randomizePorts, IConfiguration configuration, Task<Uri> resourceService)
    {
        var dashboard = new ExecutableResource(Name, Engine.DashboardPath, Path.GetDirectoryName(Engine.DashboardPath)!);
        dashboard.Annotations.Add(new DcpInstanceAnnotation(Name));
        dashboard.Annotations.Add(new HiddenAnnotation());
        dashboard.Annotations.Add(new CommandLineArgsCallbackAnnotation(args => args.Add("dashboard")));
        AddEndpoint(FrontendEndpoint, options.FrontendUrl);
        AddEndpoint(OtlpGrpcEndpoint, options.OtlpGrpcUrl);
        AddEndpoint(OtlpHttpEndpoint, options.OtlpHttpUrl);
        dashboard.Annotations.Add(new EnvironmentCallbackAnnotation(async context =>
        {
            var variables = context.EnvironmentVariables;
            variables["ASPNETCORE_ENVIRONMENT"] = "Production";
            variables["ASPNETCORE_URLS"] = dashboard.GetEndpoint(FrontendEndpoint);
            variables["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = dashboard.GetEndpoint(OtlpGrpcEndpoint);
            variables["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"] = dashboard.GetEndpoint(OtlpHttpEndpoint);
            variables["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] = (await resourceService.WaitAsync(context.CancellationToken).ConfigureAwait(false)).GetLeftPart(UriPartial.Authority);
            variables["DASHBOARD__RESOURCESERVICECLIENT__AUTHMODE"] = "ApiKey";
            variables["DASHBOARD__RESOURCESERVICECLIENT__APIKEY"] = configuration[DashboardTokens.ResourceServiceApiKey]!;
            variables["DASHBOARD__FRONTEND__AUTHMODE"] = "BrowserToken";
            variables["DASHBOARD__FRONTEND__BROWSERTOKEN"] = configuration[DashboardTokens.BrowserToken]!;
            variables["DASHBOARD__OTLP__AUTHMODE"] = "ApiKey";
            variables["DASHBOARD__OTLP__PRIMARYAPIKEY"] = configuration[DashboardTokens.OtlpApiKey]!;
            variables["DASHBOARD__API__ENABLED"] = "true";
            variables["DASHBOARD__API__AUTHMODE"] = "ApiKey";
            variables["DASHBOARD__API__PRIMARYAPIKEY"] = configuration[DashboardTokens.DashboardApiKey]!;
            variables["DASHBOARD__MCP__DISABLED"] = "true";
            variables["ASPIRE_DASHBOARD_AI_DISABLED"] = "true";
        }));
        return dashboard;

        // Without a proxy the dashboard answers half a second sooner.
        void AddEndpoint(string name, Uri? url) => dashboard.Annotations.Add(
            new EndpointAnnotation(ProtocolType.Tcp, uriScheme: "http", name: name, port: randomizePorts ? null : url?.Port, isProxied: false));
    }
}
