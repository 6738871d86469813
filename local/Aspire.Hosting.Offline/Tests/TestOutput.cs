using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Offline.Tests;

/// <summary>Writes logs to the output of the test that created the application.</summary>
internal sealed class TestOutput(ITestOutputHelper output) : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        try
        {
            output.WriteLine($"{logLevel}: {formatter(state, exception)} {exception}");
        }
        catch (InvalidOperationException)
        {
            // The test has ended before what it started.
        }
    }

    public void Dispose()
    {
    }
}

internal static class TestOutputExtensions
{
    public static void AddTestOutput(this IServiceCollection services)
    {
        if (TestContext.Current.TestOutputHelper is { } output)
        {
            services.AddLogging(logging => logging.ClearProviders().AddProvider(new TestOutput(output)));
        }
    }
}
