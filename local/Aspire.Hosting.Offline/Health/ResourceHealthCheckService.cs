using System.Collections.Concurrent;
using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Health;

/// <summary>
/// Checks each resource while it runs: often until it is healthy for the first time, then every 30 seconds, and
/// again every few seconds while it is not. Tells once per start that it is ready.
/// </summary>
internal sealed class ResourceHealthCheckService(
    ResourceNotificationService notifications,
    HealthCheckService healthChecks,
    IDistributedApplicationEventing eventing,
    IServiceProvider services,
    ILogger<ResourceHealthCheckService> logger) : BackgroundService
{
    private static readonly TimeSpan HealthyInterval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestUnhealthyInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan UnhealthyStep = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StartingStep = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<string, CancellationTokenSource> _monitors = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var change in notifications.WatchAsync(stoppingToken).ConfigureAwait(false))
            {
                Follow(change, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private void Follow(ResourceEvent change, CancellationToken stoppingToken)
    {
        var state = change.Snapshot.State?.Text;
        if (state == KnownResourceStates.Running)
        {
            var ending = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            if (_monitors.TryAdd(change.ResourceId, ending))
            {
                _ = Task.Run(() => MonitorAsync(change.Resource, ending.Token), stoppingToken);
            }
        }
        else if (KnownResourceStates.TerminalStates.Contains(state) && _monitors.TryRemove(change.ResourceId, out var ending))
        {
            ending.Cancel();
        }
    }

    private async Task MonitorAsync(IResource resource, CancellationToken ending)
    {
        try
        {
            if (!resource.TryGetAnnotationsIncludingAncestorsOfType<HealthCheckAnnotation>(out var annotations))
            {
                await TellReadyAsync(resource, ending).ConfigureAwait(false);
                return;
            }

            var keys = annotations.Select(annotation => annotation.Key).ToHashSet();
            var isReady = false;
            var failures = 0;
            while (!ending.IsCancellationRequested)
            {
                var report = await CheckAsync(keys, ending).ConfigureAwait(false);
                var runAt = DateTime.UtcNow;
                await notifications.PublishUpdateAsync(resource, s => s with { HealthReports = Merge(s.HealthReports, report, runAt) }).ConfigureAwait(false);

                failures = report.Status is HealthStatus.Healthy ? 0 : failures + 1;
                if (failures == 0 && !isReady)
                {
                    isReady = true;
                    _ = TellReadyAsync(resource, ending);
                }

                await Task.Delay(Interval(failures, isReady), ending).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
        }
    }

    private static TimeSpan Interval(int failures, bool isReady) => (failures, isReady) switch
    {
        (0, _) => HealthyInterval,
        (_, false) => Min(StartingStep * failures, UnhealthyStep),
        _ => Min(UnhealthyStep * failures, LongestUnhealthyInterval),
    };

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private async Task<HealthReport> CheckAsync(HashSet<string> keys, CancellationToken ending)
    {
        try
        {
            return await healthChecks.CheckHealthAsync(registration => keys.Contains(registration.Name), ending).ConfigureAwait(false);
        }
        // A check that can't even be created must not end the monitoring: it is unhealthy.
#pragma warning disable CA1031
        catch (Exception exception) when (!ending.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return new HealthReport(
                keys.ToDictionary(key => key, _ => new HealthReportEntry(HealthStatus.Unhealthy, "The health check could not be run.", TimeSpan.Zero, exception, data: null)),
                TimeSpan.Zero);
        }
    }

    private async Task TellReadyAsync(IResource resource, CancellationToken ending)
    {
        var told = eventing.PublishAsync(new ResourceReadyEvent(resource, services), ending);

        // Whoever waits for the resource sees the exception.
        await told.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (told.IsFaulted)
        {
            logger.LogError(told.Exception.InnerException, "Something that was to be done when '{ResourceName}' is ready failed.", resource.Name);
        }

        await notifications.PublishUpdateAsync(resource, s => s with { ResourceReadyEvent = told }).ConfigureAwait(false);
    }

    private static ImmutableArray<HealthReportSnapshot> Merge(ImmutableArray<HealthReportSnapshot> reports, HealthReport report, DateTime runAt)
    {
        foreach (var (key, entry) in report.Entries)
        {
            var snapshot = new HealthReportSnapshot(key, entry.Status, entry.Description, entry.Exception?.ToString()) { LastRunAt = runAt };
            var existing = reports.FirstOrDefault(r => r.Name == key);
            reports = existing is null ? reports.Add(snapshot) : reports.Replace(existing, snapshot);
        }

        return reports;
    }
}
