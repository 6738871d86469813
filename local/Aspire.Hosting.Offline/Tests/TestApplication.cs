namespace Aspire.Hosting.Offline.Tests;

/// <summary>An application of a test: random ports, no dashboard unless asked for, its log in the test's output.</summary>
internal static class TestApplication
{
    /// <summary>Long enough for a busy machine; a test that needs it has failed.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static IDistributedApplicationBuilder CreateBuilder(bool withDashboard = false, params string[] args)
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
        {
            Args = ["--DcpPublisher:RandomizePorts=true", "--environment=Development", .. args],
            DisableDashboard = !withDashboard,
            AllowUnsecuredTransport = true,
            EnableResourceLogging = true,
        });
        builder.Services.AddTestOutput();
        return builder;
    }

    /// <summary>Ends with the test, or with its patience.</summary>
    public static CancellationToken Timeout()
    {
        var ending = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        ending.CancelAfter(Patience);
        return ending.Token;
    }

    /// <summary>What the resource has written so far.</summary>
    public static async Task<string> ReadLogAsync(this DistributedApplication app, IResource resource)
    {
        var lines = new List<string>();
        await foreach (var batch in app.Loggers().GetAllAsync(resource))
        {
            lines.AddRange(batch.Select(line => line.Content));
        }

        return string.Join('\n', lines);
    }

    /// <summary>Waits until the resource has written the text.</summary>
    public static async Task WaitForLogAsync(this DistributedApplication app, IResource resource, string text)
    {
        try
        {
            await foreach (var batch in app.Loggers().WatchAsync(resource).WithCancellation(Timeout()))
            {
                if (batch.Any(line => line.Content.Contains(text, StringComparison.Ordinal)))
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"'{resource.Name}' did not write '{text}'. It wrote:\n{await app.ReadLogAsync(resource)}");
        }
    }

    public static CustomResourceSnapshot State(this DistributedApplication app, IResource resource) =>
        app.ResourceNotifications.TryGetCurrentState(resource.Name, out var state)
            ? state.Snapshot
            : throw new InvalidOperationException($"'{resource.Name}' has no state.");

    private static ResourceLoggerService Loggers(this DistributedApplication app) =>
        (ResourceLoggerService)app.Services.GetService(typeof(ResourceLoggerService))!;
}
