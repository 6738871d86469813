using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace TripLogger.AppHost.Reporting;

/// <summary>Knows why resources can't start, and writes it into their logs and into those of the resources that wait for them.</summary>
/// <param name="resourceLoggers">The resources' logs in the Aspire dashboard.</param>
/// <param name="model">Tells who waits for whom.</param>
/// <param name="loggers">Makes the console's log.</param>
internal sealed partial class ResourceFailures(ResourceLoggerService resourceLoggers, DistributedApplicationModel model, ILoggerFactory loggers)
{
    private const string Unknown = "its log in the Aspire dashboard says why.";

    private readonly ConcurrentDictionary<IResource, string> _reasons = new();

    /// <summary>Does a part of a resource's start. A failure is written down, then thrown on, so that the resource fails to start.</summary>
    public async Task GuardAsync(IResource resource, Func<ILogger, Task> start, CancellationToken cancellationToken)
    {
        try
        {
            await start(resourceLoggers.GetLogger(resource).AlsoOn(loggers.CreateLogger(ConsoleReporter.Category)));
            _reasons.TryRemove(resource, out _);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            _reasons[resource] = exception.Message;
            resourceLoggers.GetLogger(resource).LogError("{Reason}", exception.Message);
            foreach (var dependant in model.Dependants(resource))
            {
                resourceLoggers.GetLogger(dependant).LogError("{Resource} failed to start: {Reason}", resource.Name, exception.Message);
            }

            throw;
        }
    }

    /// <summary>Why a resource failed to start, or ended, as a sentence: what was thrown, else the last error in its log.</summary>
    public async Task<string> ReasonAsync(IResource resource) =>
        $"{(_reasons.TryGetValue(resource, out var reason) ? reason : await LastErrorAsync(resource)).TrimEnd('.')}.";

    /// <summary>A text without the name of the exception's type, which says nothing to the reader.</summary>
    public static string Plain(string text) => TypeName().Replace(text, "");

    private async Task<string> LastErrorAsync(IResource resource)
    {
        var reason = Unknown;
        await foreach (var lines in resourceLoggers.GetAllAsync(resource))
        {
            reason = lines
                .Where(line => line.IsErrorMessage)
                .SelectMany(line => line.Content.Split('\n'))
                .Select(line => Plain(Timestamp().Replace(line, "").TrimEnd()))
                .LastOrDefault(line => line.Length > 0 && !StackTrace().IsMatch(line), reason);
        }

        return reason;
    }

    [GeneratedRegex(@"^\S+Z ")]
    private static partial Regex Timestamp();

    [GeneratedRegex(@"^\s*(at |---)")]
    private static partial Regex StackTrace();

    [GeneratedRegex(@"^(?:\w+\.)*\w+(?:Exception|Error)(?: \(\w+\))?: ")]
    private static partial Regex TypeName();
}
