using System.Diagnostics;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dcp;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Lifecycle;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Dashboard;

/// <summary>Adds the dashboard to the application and tells how to get there.</summary>
internal sealed class DashboardEventHandlers(
    IOptions<DashboardOptions> options,
    IOptions<DcpOptions> dcpOptions,
    IConfiguration configuration,
    DashboardServiceHost serviceHost,
    IHttpClientFactory clients,
    ILogger<DistributedApplication> logger) : IDistributedApplicationEventingSubscriber
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(30);

    public Task SubscribeAsync(IDistributedApplicationEventing eventing, DistributedApplicationExecutionContext executionContext, CancellationToken cancellationToken)
    {
        eventing.Subscribe<BeforeStartEvent>((@event, _) =>
        {
            var dashboard = DashboardResource.Create(options.Value, dcpOptions.Value.RandomizePorts, configuration, serviceHost.Address);
            @event.Model.Resources.Insert(0, dashboard);
            eventing.Subscribe<ResourceReadyEvent>(dashboard, (_, token) => TellAsync(dashboard, token));
            return Task.CompletedTask;
        });
        return Task.CompletedTask;
    }

    private async Task TellAsync(ExecutableResource dashboard, CancellationToken cancellationToken)
    {
        var url = dashboard.GetEndpoint(DashboardResource.FrontendEndpoint).Url;
        await WaitUntilItAnswersAsync(url, cancellationToken).ConfigureAwait(false);
        logger.LogInformation("Now listening on: {DashboardUrl}", url);
        logger.LogInformation("Login to the dashboard at {LoginUrl}", $"{url}/login?t={configuration[DashboardTokens.BrowserToken]}");
    }

    private async Task WaitUntilItAnswersAsync(string url, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        using var client = clients.CreateClient(DashboardResource.Name);
        client.Timeout = TimeSpan.FromSeconds(5);
        while (watch.Elapsed < AnswerTimeout)
        {
            try
            {
                using var response = await client.GetAsync(new Uri($"{url}/health"), cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
            {
                await Task.Delay(50, cancellationToken).ConfigureAwait(false);
            }
        }

        logger.LogWarning("The dashboard has not answered for {Seconds} s.", AnswerTimeout.TotalSeconds);
    }
}
