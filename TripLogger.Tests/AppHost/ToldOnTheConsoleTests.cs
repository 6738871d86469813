using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using TripLogger.Tests.Cognito.Support;

namespace TripLogger.Tests.AppHost;

/// <summary>What goes wrong while everything starts or runs is told: the cause once, who suffers from it in the same breath, and nothing that somebody wanted.</summary>
public sealed class ToldOnTheConsoleTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_program_that_ends_at_once_is_told_with_those_who_need_it_and_the_AppHost_ends_too()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Puts a script in Java's place.");
        using var data = new TemporaryFolder();
        using var tools = new Tools();
        tools.Add("java", "[ \"$1\" = -version ] && echo 'openjdk version \"17.0.15\"' >&2 && exit 0\necho 'There is no room for a heap' >&2\nexit 3");

        await using var appHost = await AppHostProcess.StartAsync(data.Path, new()
        {
            ["PATH"] = $"{tools.Path}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}",
            ["LocalCloud__DynamoDb"] = "embedded",
        });

        Assert.Equal(1, await appHost.WaitForExitAsync(Cancel));
        Assert.Contains(
            "dynamodb ended with exit code 3: There is no room for a heap. api, triplogger-stack and web can't start without it.",
            appHost.Output,
            StringComparison.Ordinal);
        Assert.Single(appHost.Output.Split('\n'), line => line.StartsWith("fail:", StringComparison.Ordinal));
        Assert.DoesNotContain("Exception", appHost.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whatever_runs_and_is_not_healthy_is_told_with_the_reason_and_what_is_stopped_or_restarted_is_not()
    {
        using var data = new TemporaryFolder();
        var console = FakeLogCollector.Create(new());
        using var told = new FakeLoggerProvider(console);
        await using var appHost = await RunningAppHost.StartAsync(data.Path, Cancel, change: builder =>
        {
            builder.Configuration["Report:Patience"] = "3";
            builder.Services.AddLogging(logging => logging.AddProvider(told));
            // It gets well when it has been told: the start waits for that.
            builder.Services.AddHealthChecks().AddCheck("mood", () => Told(console).Any(line => line.Message.StartsWith("cognito runs, but", StringComparison.Ordinal))
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy("it is not in the mood"));
            builder.CreateResourceBuilder((IResourceWithEndpoints)builder.Resources.Single(resource => resource.Name == "cognito")).WithHealthCheck("mood");
        });

        await WaitForAsync(console, "cognito runs, but is not healthy after 3 s: it is not in the mood. Its log in the Aspire dashboard may say why. api and triplogger-stack wait for it.");
        await WaitForAsync(console, "cognito is healthy again.");
        await WaitForAsync(console, "TripLogger is ready");

        await appHost.ExecuteAsync("api", KnownResourceCommands.StopCommand, Cancel);
        await appHost.ExecuteAsync("api", KnownResourceCommands.StartCommand, Cancel);
        await appHost.WaitForHealthyAsync("api", Cancel);
        await appHost.ExecuteAsync("cognito", KnownResourceCommands.RestartCommand, Cancel);
        await appHost.WaitForHealthyAsync("cognito", Cancel);

        Assert.Single(Told(console), line => line.Level >= LogLevel.Warning);
    }

    private static IEnumerable<FakeLogRecord> Told(FakeLogCollector console) => console.GetSnapshot().Where(line => line.Category == "TripLogger");

    private static async Task WaitForAsync(FakeLogCollector console, string text)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        for (var waited = Stopwatch.StartNew(); !Told(console).Any(line => line.Message.Contains(text, StringComparison.Ordinal));)
        {
            Assert.True(waited.Elapsed < TimeSpan.FromMinutes(2), $"The console did not say '{text}'. It said:\n{string.Join('\n', Told(console).Select(line => line.Message))}");
            await timer.WaitForNextTickAsync(Cancel);
        }
    }
}
