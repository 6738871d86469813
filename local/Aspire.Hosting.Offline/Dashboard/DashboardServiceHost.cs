using System.Net;
using Aspire.Hosting.ApplicationModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Dashboard;

/// <summary>Listens for the dashboard, on this machine only.</summary>
internal sealed class DashboardServiceHost : IHostedService, IAsyncDisposable
{
    private const string ApiKeyHeader = "x-resource-service-api-key";

    private readonly WebApplication _app;
    private readonly Lazy<Task<Uri>> _address;

    public DashboardServiceHost(
        IOptions<DashboardOptions> options,
        IConfiguration configuration,
        ILoggerFactory loggerFactory,
        ResourceNotificationService notifications,
        ResourceLoggerService loggers,
        ResourceCommandService commands)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggerFactory);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(notifications);
        builder.Services.AddSingleton(loggers);
        builder.Services.AddSingleton(commands);
        builder.Services.AddRoutingCore();
        builder.Services.AddGrpc();
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(
            IPAddress.Loopback, options.Value.ResourceServiceUrl?.Port ?? 0, listen => listen.Protocols = HttpProtocols.Http2));

        _app = builder.Build();
        var apiKey = configuration[DashboardTokens.ResourceServiceApiKey];
        _app.Use(async (context, next) =>
        {
            if (context.Request.Headers[ApiKeyHeader] != apiKey)
            {
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                return;
            }

            await next(context).ConfigureAwait(false);
        });
        _app.MapGrpcService<DashboardService>();
        _address = new Lazy<Task<Uri>>(ListenAsync);
    }

    /// <summary>Where it listens. It begins when someone asks: while DCP starts, not after that.</summary>
    public Task<Uri> Address => _address.Value;

    public Task StartAsync(CancellationToken cancellationToken) => Address;

    public Task StopAsync(CancellationToken cancellationToken) => _app.StopAsync(cancellationToken);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<Uri> ListenAsync()
    {
        await _app.StartAsync().ConfigureAwait(false);
        return new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }
}
