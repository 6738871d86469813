using Microsoft.Extensions.Logging;

namespace TripLogger.AppHost.Reporting;

/// <summary>Steps of a start that take long: the resource's log has them, and the console too.</summary>
public static class Progress
{
    /// <summary>Marks an entry as such a step.</summary>
    public static EventId Step { get; } = new(1, "Progress");

    /// <summary>A resource's log that shows these steps on the console.</summary>
    internal static ILogger AlsoOn(this ILogger resourceLog, ILogger console) => new Tee(resourceLog, console);

    private sealed class Tee(ILogger resourceLog, ILogger console) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull =>
            resourceLog.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => resourceLog.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            resourceLog.Log(logLevel, eventId, state, exception, formatter);
            if (eventId == Step)
            {
                console.Log(logLevel, eventId, state, exception, formatter);
            }
        }
    }
}
