using TripLogger.Tests.Cognito.Support;

namespace TripLogger.Tests.AppHost;

/// <summary>However the AppHost ends, nothing of it stays behind: here when it is killed, in <see cref="WalkThroughTests"/> by Ctrl+C, in <see cref="AwsCloudTests"/> by a request to terminate.</summary>
public sealed class LifecycleTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_second_AppHost_on_the_same_data_is_refused_in_one_sentence_and_a_killed_one_leaves_no_process_and_no_temporary_file_for_long()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Finds the processes in /proc.");
        using var data = new TemporaryFolder();
        using var temporary = new TemporaryFolder();
        var environment = new Dictionary<string, string> { ["TMPDIR"] = temporary.Path };
        await using var first = await AppHostProcess.StartAsync(data.Path, environment);
        await first.WaitForOutputAsync("Login to the dashboard at", Cancel);

        // Not disposed: that waits for the end of all that use this folder.
        var second = await AppHostProcess.StartAsync(data.Path, environment);
        Assert.Equal(1, await second.WaitForExitAsync(Cancel));
        Assert.Contains($"Another AppHost is using {data.Path}: stop that one, or give this one a folder of its own by LocalCloud__DataDirectory.", second.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", second.Output, StringComparison.Ordinal);

        first.Kill();
        Assert.Equal(128 + 9, await first.WaitForExitAsync(Cancel));
        await first.WaitUntilNothingIsLeftAsync(Cancel);

        // The second one took its temporary files with it; what the killed one left goes with the next start, which need not come far.
        var left = Assert.Single(Directory.GetDirectories(temporary.Path, "trip-*"));
        Directory.SetLastWriteTimeUtc(left, DateTime.UtcNow.AddHours(-1));
        environment["LocalCloud__DynamoDb"] = "steam";
        await using var third = await AppHostProcess.StartAsync(data.Path, environment);
        Assert.Equal(1, await third.WaitForExitAsync(Cancel));
        Assert.Empty(Directory.GetDirectories(temporary.Path, "trip-*"));
    }
}
