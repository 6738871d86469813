using System.Collections.Concurrent;
using System.Diagnostics;
using TripLogger.Infra;

namespace TripLogger.Tests.Infra;

/// <summary>The CDK CLI as developers and pipelines call it: <c>npm ci</c> where needed, then <c>npx cdk synth --all</c>.</summary>
public sealed class CdkCli : IDisposable
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(3);

    private readonly ConcurrentDictionary<string, Task<string>> _assemblies = new();
    private readonly string _directory = Directory.CreateTempSubdirectory("triplogger-cdk-").FullName;

    private static string Project => Path.Combine(RepositoryRoot.Find(), "TripLogger.Infra");

    /// <summary>Synthesizes once per environment.</summary>
    /// <returns>The directory of the cloud assembly.</returns>
    public Task<string> SynthesizeAsync(string environment) => _assemblies.GetOrAdd(environment, async name =>
    {
        await InstallAsync();
        var output = Path.Combine(_directory, name);
        await RunAsync("npx", "cdk", "synth", "--all", "--quiet", "--output", output, "--context", $"environment={name}");
        return output;
    });

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    /// <summary>Starts a program and waits for its end.</summary>
    /// <returns>Its exit code, and its standard output and error together.</returns>
    public static async Task<(int ExitCode, string Output)> StartAsync(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.Environment["JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION"] = "20";
        // A build node that stays behind would keep our pipes open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";

        using var timeLimit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeLimit.CancelAfter(TimeLimit);
        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(timeLimit.Token);
            var error = process.StandardError.ReadToEndAsync(timeLimit.Token);
            await process.WaitForExitAsync(timeLimit.Token);
            return (process.ExitCode, await output + await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static async Task InstallAsync()
    {
        // Two test runs may share this clone.
        await using var alone = await LockAsync(Path.Combine(RepositoryRoot.Find(), "artifacts", "npm-ci.TripLogger.Infra.lock"));

        var wanted = new FileInfo(Path.Combine(Project, "package-lock.json"));
        var installed = new FileInfo(Path.Combine(Project, "node_modules", ".package-lock.json"));
        if (!installed.Exists || installed.LastWriteTimeUtc < wanted.LastWriteTimeUtc)
        {
            await RunAsync("npm", "ci", "--no-audit", "--no-fund");
        }
    }

    private static async Task<FileStream> LockAsync(string path)
    {
        using var timeLimit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeLimit.CancelAfter(TimeLimit);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        do
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path))
            {
                // Held by another test run: ask again.
            }
        }
        while (await timer.WaitForNextTickAsync(timeLimit.Token));

        throw new UnreachableException();
    }

    private static async Task RunAsync(string tool, params string[] arguments)
    {
        var program = FindOnPath(OperatingSystem.IsWindows() ? $"{tool}.cmd" : tool);
        Assert.SkipWhen(program is null, $"{tool} is not on the PATH: install Node.js 20 or newer to test the CDK CLI.");

        var (exitCode, output) = await StartAsync(new(program, arguments) { WorkingDirectory = Project });

        Assert.True(exitCode == 0, $"{tool} {string.Join(' ', arguments)} in {Project} failed with exit code {exitCode}:\n{output}");
    }

    private static string? FindOnPath(string file) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(directory => Path.Combine(directory, file))
            .FirstOrDefault(File.Exists);
}
