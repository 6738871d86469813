using System.Collections.Concurrent;
using CliWrap;
using CliWrap.Buffered;
using Microsoft.Extensions.Logging.Abstractions;
using TripLogger.AppHost.LocalCloud.Prerequisites;
using TripLogger.Infra;
using TripLogger.Tests.Dashboard.Support;
using TripLogger.Tests.Fixtures.Aws;

namespace TripLogger.Tests.Infra;

/// <summary>The CDK CLI as developers and pipelines call it: <c>npm ci</c> where needed, then <c>npx cdk synth --all</c>.</summary>
public sealed class CdkCli : IDisposable
{
    private readonly ConcurrentDictionary<string, Task<string>> _assemblies = new();
    private readonly string _directory = Directory.CreateTempSubdirectory("triplogger-cdk-").FullName;

    private static string Project => Path.Combine(RepositoryRoot.Find(), "TripLogger.Infra");

    /// <summary>Synthesizes once per environment.</summary>
    /// <returns>The directory of the cloud assembly.</returns>
    public Task<string> SynthesizeAsync(string environment) => _assemblies.GetOrAdd(environment, async name =>
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        // The package holds the page, whose folder other tests use at the same time.
        await DashboardProject.EnsureBuiltAsync();
        await new NpmPackage(Project, "the CDK CLI").EnsureInstalledAsync(NullLogger.Instance, cancellationToken);

        var output = Path.Combine(_directory, name);
        string[] synth = ["cdk", "synth", "--all", "--quiet", "--output", output, "--context", $"environment={name}"];
        var result = await RunAsync(synth);
        Assert.True(result.IsSuccess, $"npx {string.Join(' ', synth)} in {Project} failed with exit code {result.ExitCode}:\n{result.StandardOutput}{result.StandardError}");
        return output;
    });

    /// <summary>Runs npx where the CDK app is.</summary>
    /// <param name="arguments">The command.</param>
    /// <param name="account">Where the caller is signed in; nowhere when <see langword="null"/>.</param>
    internal static async Task<BufferedCommandResult> RunAsync(string[] arguments, AwsAccount? account = null)
    {
        var npx = OperatingSystem.IsWindows() ? Cli.Wrap("cmd.exe").WithArguments(["/c", "npx", .. arguments]) : Cli.Wrap("npx").WithArguments(arguments);
        var nothing = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        return await npx
            .WithWorkingDirectory(Project)
            .WithEnvironmentVariables(variables => variables
                .Set("AWS_PROFILE", null).Set("AWS_ACCESS_KEY_ID", null).Set("AWS_SECRET_ACCESS_KEY", null).Set("AWS_SESSION_TOKEN", null)
                .Set(account?.Environment ?? new Dictionary<string, string?>())
                .Set("AWS_SHARED_CREDENTIALS_FILE", nothing).Set("AWS_CONFIG_FILE", nothing).Set("AWS_EC2_METADATA_DISABLED", "true")
                .Set("JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION", "20")
                // A build node that stays behind would keep our pipes open.
                .Set("MSBUILDDISABLENODEREUSE", "1"))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);
}
