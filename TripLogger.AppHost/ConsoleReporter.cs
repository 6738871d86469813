using System.Text.RegularExpressions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace TripLogger.AppHost;

/// <summary>
/// Tells on the console, in one line each, which resources did not start or ended by themselves. Aspire shows
/// that on its dashboard only, which nobody may be looking at.
/// </summary>
internal sealed partial class ConsoleReporter(
    ResourceNotificationService notifications,
    ResourceLoggerService resourceLogs,
    IHostApplicationLifetime lifetime,
    ILogger<ConsoleReporter> console) : BackgroundService
{
    private const string NoReason = "its log in the Aspire dashboard says why.";

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var ended = new HashSet<string>();
        await foreach (var change in notifications.WatchAsync(stoppingToken))
        {
            var snapshot = change.Snapshot;
            if (!KnownResourceStates.TerminalStates.Contains(snapshot.State?.Text))
            {
                ended.Remove(change.ResourceId);
            }
            else if (ended.Add(change.ResourceId) && !lifetime.ApplicationStopping.IsCancellationRequested)
            {
                await ReportAsync(change.Resource, snapshot);
            }
        }
    }

    private async Task ReportAsync(IResource resource, CustomResourceSnapshot snapshot)
    {
        if (snapshot.State?.Text == KnownResourceStates.FailedToStart)
        {
            Log.FailedToStart(console, resource.Name, await LastErrorAsync(resource));
        }
        else
        {
            Log.Ended(console, resource.Name, snapshot.ExitCode);
        }
    }

    private async Task<string> LastErrorAsync(IResource resource)
    {
        var reason = NoReason;
        await foreach (var lines in resourceLogs.GetAllAsync(resource))
        {
            reason = lines
                .Where(line => line.IsErrorMessage)
                .SelectMany(line => line.Content.Split('\n'))
                .Select(line => ExceptionType().Replace(Timestamp().Replace(line, ""), "").TrimEnd())
                .LastOrDefault(line => line.Length > 0 && !StackTrace().IsMatch(line), reason);
        }

        return reason;
    }

    [GeneratedRegex(@"^\S+Z ")]
    private static partial Regex Timestamp();

    /// <summary>Aspire writes it before the message, where it tells a reader nothing.</summary>
    [GeneratedRegex(@"^(\w+\.)+\w+Exception: ")]
    private static partial Regex ExceptionType();

    [GeneratedRegex(@"^\s*(at |---)")]
    private static partial Regex StackTrace();

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "{Resource} failed to start: {Reason}")]
        public static partial void FailedToStart(ILogger logger, string resource, string reason);

        [LoggerMessage(LogLevel.Error, "{Resource} ended with exit code {ExitCode}: start it again in the Aspire dashboard, where its log is too.")]
        public static partial void Ended(ILogger logger, string resource, int? exitCode);
    }
}
