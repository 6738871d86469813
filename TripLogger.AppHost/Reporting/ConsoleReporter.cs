using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace TripLogger.AppHost.Reporting;

/// <summary>Tells on the console what <see cref="ResourceReport"/> finds worth telling.</summary>
internal sealed partial class ConsoleReporter : BackgroundService
{
    /// <summary>The name that the console shows before what we tell.</summary>
    public const string Category = "TripLogger";

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly DistributedApplicationModel _model;
    private readonly ResourceNotificationService _notifications;
    private readonly ResourceFailures _failures;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly IConfiguration _configuration;
    private readonly ReportOptions _options;
    private readonly ILogger _console;
    private readonly ResourceReport _report;
    private readonly Lock _turn = new();
    private bool _toldDashboard;
    private bool _toldReady;

    public ConsoleReporter(
        DistributedApplicationModel model,
        ResourceNotificationService notifications,
        ResourceFailures failures,
        IHostApplicationLifetime lifetime,
        IConfiguration configuration,
        IOptions<ReportOptions> options,
        ILoggerFactory loggers)
    {
        (_model, _notifications, _failures, _lifetime, _configuration, _options) = (model, notifications, failures, lifetime, configuration, options.Value);
        _console = loggers.CreateLogger(Category);
        _report = new(model, TimeProvider.System, TimeSpan.FromSeconds(_options.Patience));
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Log.Starting(_console, Sentence.List(_report.Resources.Where(watched => watched.Resource.StartsByItself()).Select(watched => watched.Name)));
        _lifetime.ApplicationStopped.Register(() => Log.Stopped(_console));
        return Task.WhenAll(WatchAsync(stoppingToken), LookAsync(stoppingToken));
    }

    private async Task WatchAsync(CancellationToken stoppingToken)
    {
        await foreach (var change in _notifications.WatchAsync(stoppingToken))
        {
            lock (_turn)
            {
                TakeOver(change);
            }
        }
    }

    private async Task LookAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            IReadOnlyList<Finding> findings;
            bool isHopeless;
            lock (_turn)
            {
                (findings, isHopeless) = (_report.Look(), _report.IsHopeless);
            }

            // What ends now was to end.
            if (_lifetime.ApplicationStopping.IsCancellationRequested)
            {
                return;
            }

            foreach (var finding in findings)
            {
                await TellAsync(finding);
            }

            if (isHopeless)
            {
                Environment.ExitCode = 1;
                _lifetime.StopApplication();
            }
        }
    }

    private void TakeOver(ResourceEvent change)
    {
        if (_report.Update(change.Resource, change.Snapshot) is { } recovered)
        {
            Log.Recovered(_console, recovered.Name);
        }

        if (!_toldDashboard && change is { Resource.Name: ReadyBlock.AspireDashboard, Snapshot.HealthStatus: HealthStatus.Healthy } && ReadyBlock.DashboardLink(_model, _configuration) is { } link)
        {
            // Editors and dotnet watch look for these very words, to open it.
            _toldDashboard = true;
            Log.Dashboard(_console, link);
        }

        if (!_toldReady && _report.IsReady)
        {
            _toldReady = true;
            Log.Ready(_console, ReadyBlock.Write(_report.Resources, ReadyBlock.DashboardLink(_model, _configuration), _options.Lines));
        }
    }

    private async Task TellAsync(Finding finding)
    {
        var cause = finding.Cause;
        switch (finding.Condition)
        {
            case ResourceCondition.Failed:
                Log.Failed(_console, cause.Name, await _failures.ReasonAsync(cause.Resource), Sentence.About(finding.Affected, "can't start without it."));
                break;
            case ResourceCondition.Ended:
                Log.Ended(_console, cause.Name, cause.Snapshot?.ExitCode, await _failures.ReasonAsync(cause.Resource), Sentence.About(finding.Affected, "can't start without it."));
                break;
            default:
                Log.Unwell(_console, cause.Name, _options.Patience, cause.Complaint(), Sentence.About(finding.Affected, finding.Affected.Count == 1 ? "waits for it." : "wait for it."));
                break;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2, LogLevel.Information, "Starting {Resources}.")]
        public static partial void Starting(ILogger logger, string resources);

        [LoggerMessage(3, LogLevel.Information, "Login to the dashboard at {Link}")]
        public static partial void Dashboard(ILogger logger, string link);

        [LoggerMessage(4, LogLevel.Information, "{Block}")]
        public static partial void Ready(ILogger logger, string block);

        [LoggerMessage(5, LogLevel.Information, "{Resource} is healthy again.")]
        public static partial void Recovered(ILogger logger, string resource);

        [LoggerMessage(6, LogLevel.Error, "{Resource} failed to start: {Reason}{Affected}")]
        public static partial void Failed(ILogger logger, string resource, string reason, string affected);

        [LoggerMessage(7, LogLevel.Error, "{Resource} ended with exit code {ExitCode}: {Reason}{Affected}")]
        public static partial void Ended(ILogger logger, string resource, int? exitCode, string reason, string affected);

        [LoggerMessage(8, LogLevel.Error, "{Resource} runs, but is not healthy after {Seconds} s: {Complaint}. Its log in the Aspire dashboard may say why.{Affected}")]
        public static partial void Unwell(ILogger logger, string resource, double seconds, string complaint, string affected);

        [LoggerMessage(9, LogLevel.Information, "TripLogger has stopped.")]
        public static partial void Stopped(ILogger logger);
    }
}
