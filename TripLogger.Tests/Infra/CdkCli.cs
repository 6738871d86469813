using System.Collections.Concurrent;
using CliWrap;
using CliWrap.Buffered;
using Microsoft.Extensions.Logging.Abstractions;
using TripLogger.AppHost.LocalCloud.Prerequisites;
using TripLogger.Infra;
using TripLogger.Tests.Dashboard.Support;

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
        var npx = OperatingSystem.IsWindows() ? Cli.Wrap("cmd.exe").WithArguments(["/c", "npx", .. synth]) : Cli.Wrap("npx").WithArguments(synth);
        var result = await npx
            .WithWorkingDirectory(Project)
            .WithEnvironmentVariables(variables => variables
                .Set("JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION", "20")
                // A build node that stays behind would keep our pipes open.
                .Set("MSBUILDDISABLENODEREUSE", "1"))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(cancellationToken);

        Assert.True(result.IsSuccess, $"npx {string.Join(' ', synth)} in {Project} failed with exit code {result.ExitCode}:\n{result.StandardOutput}{result.StandardError}");
        return output;
    });

    public void Dispose() => Directory.Delete(_directory, recursive: true);
}
