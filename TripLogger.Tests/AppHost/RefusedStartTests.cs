using System.Net;
using System.Net.Sockets;
using TripLogger.Tests.Cognito.Support;

namespace TripLogger.Tests.AppHost;

/// <summary>Whatever the AppHost lacks, it says so.</summary>
public sealed class RefusedStartTests
{
    [Fact]
    public async Task A_port_that_is_taken_is_told_in_one_sentence_with_its_owner()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var data = new TemporaryFolder();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        await using var appHost = await AppHostProcess.StartAsync(data.Path, new()
        {
            ["ASPNETCORE_URLS"] = $"http://localhost:{port}",
            ["DcpPublisher__RandomizePorts"] = "false",
        });
        var exitCode = await appHost.WaitForExitAsync(cancellationToken);

        Assert.Equal(1, exitCode);
        Assert.Contains($"{port} (the Aspire dashboard)", appHost.Output, StringComparison.Ordinal);
        Assert.Contains("taken by another program: end it, often an AppHost that still runs, and start again.", appHost.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", appHost.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_Java_each_resource_that_needs_it_says_so_and_nothing_hangs()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Takes Java away by a PATH of symbolic links.");
        var cancellationToken = TestContext.Current.CancellationToken;
        using var data = new TemporaryFolder();
        using var tools = new TemporaryFolder();
        foreach (var tool in new[] { "dotnet", "node", "npm", "env", "sh" })
        {
            File.CreateSymbolicLink(Path.Combine(tools.Path, tool), WhichOnPath(tool));
        }

        await using var appHost = await AppHostProcess.StartAsync(data.Path, new() { ["PATH"] = tools.Path, ["LocalCloud__DynamoDb"] = "embedded" });

        await appHost.WaitForOutputAsync("dynamodb failed to start: DynamoDB Local needs Java 17 or newer, but no Java is on the PATH", cancellationToken);
        await appHost.WaitForOutputAsync("triplogger-stack failed to start", cancellationToken);
        await appHost.WaitForOutputAsync("api failed to start", cancellationToken);
    }

    [Fact]
    public async Task A_setting_that_is_wrong_is_told_in_one_sentence()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var data = new TemporaryFolder();

        await using var appHost = await AppHostProcess.StartAsync(data.Path, new() { ["LocalCloud__DynamoDb"] = "steam" });
        var exitCode = await appHost.WaitForExitAsync(cancellationToken);

        Assert.Equal(1, exitCode);
        Assert.Contains("LocalCloud:DynamoDb is auto, embedded or container", appHost.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", appHost.Output, StringComparison.Ordinal);
    }

    private static string WhichOnPath(string tool) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, tool))
        .First(File.Exists);
}
