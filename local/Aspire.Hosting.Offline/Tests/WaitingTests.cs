using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Offline.Tests;

public sealed class WaitingTests
{
    [Fact]
    public async Task A_resource_starts_when_the_other_one_is_healthy_and_everyone_has_been_told()
    {
        var steps = new List<string>();
        var isHealthy = false;
        var builder = TestApplication.CreateBuilder();
        builder.Services.AddHealthChecks().AddCheck("switch", () => isHealthy ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("not yet"));
        var first = builder.AddExecutable("first", "sleep", ".", "60").WithHealthCheck("switch").OnResourceReady(async (_, _, token) =>
        {
            await Task.Delay(50, token);
            Add("first is ready");
        });
        var second = builder.AddExecutable("second", "sleep", ".", "60").WaitFor(first).OnResourceReady((_, _, _) =>
        {
            Add("second is ready");
            return Task.CompletedTask;
        });
        await using var app = builder.Build();

        var starting = app.StartAsync(TestApplication.Timeout());
        await app.ResourceNotifications.WaitForResourceAsync("second", KnownResourceStates.Waiting, TestApplication.Timeout());
        await app.ResourceNotifications.WaitForResourceAsync("first", e => e.Snapshot.HealthReports.Any(r => r.Description is "not yet"), TestApplication.Timeout());
        Add("switched on");
        isHealthy = true;
        await starting;
        await app.ResourceNotifications.WaitForResourceHealthyAsync("second", TestApplication.Timeout());

        Assert.Equal(["switched on", "first is ready", "second is ready"], steps);
        Assert.Contains(app.State(second.Resource).Relationships, r => r is { ResourceName: "first", Type: "WaitFor" });

        void Add(string step)
        {
            lock (steps)
            {
                steps.Add(step);
            }
        }
    }

    [Theory]
    [InlineData("no-such-program", "failed to start")]
    [InlineData("true", "entered the 'Finished' state")]
    public async Task A_resource_fails_at_once_when_the_other_one_can_not_be_had(string program, string reason)
    {
        var builder = TestApplication.CreateBuilder();
        builder.Services.AddHealthChecks().AddCheck("never", () => HealthCheckResult.Unhealthy());
        var first = builder.AddExecutable("first", program, ".").WithHealthCheck("never");
        var second = builder.AddExecutable("second", "sleep", ".", "60").WaitFor(first);
        var third = builder.AddExecutable("third", "sleep", ".", "60").WaitFor(second);
        await using var app = builder.Build();

        var watch = Stopwatch.StartNew();
        await app.StartAsync(TestApplication.Timeout());

        Assert.Equal(KnownResourceStates.FailedToStart, app.State(second.Resource).State?.Text);
        await app.WaitForLogAsync(second.Resource, $"Resource 'second' stopped waiting for dependency resource 'first' because it {reason}");
        Assert.Equal(KnownResourceStates.FailedToStart, app.State(third.Resource).State?.Text);
        Assert.True(watch.Elapsed < TestApplication.Patience, $"It took {watch.Elapsed}.");
    }

    [Fact]
    public async Task A_resource_can_wait_for_the_end_of_another_one()
    {
        var builder = TestApplication.CreateBuilder();
        var good = builder.AddExecutable("good", "true", ".");
        var bad = builder.AddExecutable("bad", "sh", ".", "-c", "exit 7");
        var afterGood = builder.AddExecutable("after-good", "sleep", ".", "60").WaitForCompletion(good);
        var afterBad = builder.AddExecutable("after-bad", "sleep", ".", "60").WaitForCompletion(bad);
        var afterSeven = builder.AddExecutable("after-seven", "sleep", ".", "60").WaitForCompletion(bad, exitCode: 7);
        await using var app = builder.Build();

        await app.StartAsync(TestApplication.Timeout());

        await app.ResourceNotifications.WaitForResourceAsync("after-good", KnownResourceStates.Running, TestApplication.Timeout());
        await app.ResourceNotifications.WaitForResourceAsync("after-seven", KnownResourceStates.Running, TestApplication.Timeout());
        Assert.Equal(KnownResourceStates.FailedToStart, app.State(afterBad.Resource).State?.Text);
        await app.WaitForLogAsync(afterBad.Resource, "with exit code '7', expected '0'");
        Assert.NotNull(afterGood);
        Assert.NotNull(afterSeven);
    }

    [Fact]
    public async Task Starting_a_resource_that_waits_releases_it()
    {
        var builder = TestApplication.CreateBuilder();
        var never = builder.AddExecutable("never", "sleep", ".", "60").WithExplicitStart();
        builder.AddExecutable("impatient", "sleep", ".", "60").WaitFor(never);
        await using var app = builder.Build();

        var starting = app.StartAsync(TestApplication.Timeout());
        await app.ResourceNotifications.WaitForResourceAsync("impatient", KnownResourceStates.Waiting, TestApplication.Timeout());
        await app.ResourceCommands.ExecuteCommandAsync("impatient", KnownResourceCommands.StartCommand, TestApplication.Timeout());

        await app.ResourceNotifications.WaitForResourceAsync("impatient", KnownResourceStates.Running, TestApplication.Timeout());
        await starting;
    }

    [Fact]
    public async Task Whoever_waits_in_vain_learns_why()
    {
        var builder = TestApplication.CreateBuilder();
        builder.Services.AddHealthChecks().AddCheck("never", () => HealthCheckResult.Unhealthy("no electricity"));
        builder.AddExecutable("lamp", "sleep", ".", "60").WithHealthCheck("never");
        await using var app = builder.Build();
        await app.StartAsync(TestApplication.Timeout());
        await app.ResourceNotifications.WaitForResourceAsync("lamp", e => e.Snapshot.HealthReports is [{ Description: not null }], TestApplication.Timeout());

        using var impatient = new CancellationTokenSource(TimeSpan.FromMilliseconds(1));
        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => app.ResourceNotifications.WaitForResourceHealthyAsync("lamp", impatient.Token));

        Assert.Contains("Resource 'lamp' failed to become healthy", exception.Message, StringComparison.Ordinal);
        Assert.Contains("no electricity", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resource_that_does_not_exist_is_not_waited_for()
    {
        var builder = TestApplication.CreateBuilder();
        await using var app = builder.Build();
        await app.StartAsync(TestApplication.Timeout());

        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(() => app.ResourceNotifications.WaitForResourceHealthyAsync("nobody", TestApplication.Timeout()));

        Assert.Contains("does not exist in the application model", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_resource_can_not_wait_for_itself()
    {
        var builder = TestApplication.CreateBuilder();
        var resource = builder.AddExecutable("resource", "sleep", ".", "60");

        Assert.Throws<DistributedApplicationException>(() => resource.WaitFor(resource));
    }
}
