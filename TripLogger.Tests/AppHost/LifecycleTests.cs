using TripLogger.Tests.Cognito.Support;

namespace TripLogger.Tests.AppHost;

/// <summary>However the AppHost ends, nothing of it stays behind.</summary>
public sealed class LifecycleTests
{
    private const string Started = "Distributed application started";

    [Fact]
    public async Task A_second_AppHost_on_the_same_data_is_refused_in_one_sentence_and_Ctrl_C_leaves_no_process_of_the_first()
    {
        await EndAsync(
            async (first, data) =>
            {
                var second = await AppHostProcess.StartAsync(data);
                Assert.Equal(1, await second.WaitForExitAsync(TestContext.Current.CancellationToken));
                Assert.Contains($"Another AppHost is using {data}: stop that one, or give this one a folder of its own by LocalCloud__DataDirectory.", second.Output, StringComparison.Ordinal);
                Assert.DoesNotContain("   at ", second.Output, StringComparison.Ordinal);

                first.PressControlC();
            },
            expectedExitCode: 0);
    }

    [Fact]
    public async Task A_request_to_terminate_leaves_no_process()
    {
        await EndAsync((appHost, _) => Do(appHost.RequestTermination), expectedExitCode: 0);
    }

    [Fact]
    public async Task A_killed_AppHost_leaves_no_process()
    {
        await EndAsync((appHost, _) => Do(appHost.Kill), expectedExitCode: 128 + 9);
    }

    private static Task Do(Action end)
    {
        end();
        return Task.CompletedTask;
    }

    private static async Task EndAsync(Func<AppHostProcess, string, Task> end, int expectedExitCode)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Finds the processes in /proc.");
        var cancellationToken = TestContext.Current.CancellationToken;
        using var data = new TemporaryFolder();
        await using var appHost = await AppHostProcess.StartAsync(data.Path);
        await appHost.WaitForOutputAsync(Started, cancellationToken);

        await end(appHost, data.Path);
        var exitCode = await appHost.WaitForExitAsync(cancellationToken);
        await appHost.WaitUntilNothingIsLeftAsync(cancellationToken);

        Assert.Equal(expectedExitCode, exitCode);
    }
}
