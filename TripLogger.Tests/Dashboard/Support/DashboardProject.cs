using CliWrap;
using CliWrap.Buffered;
using TripLogger.AppHost.LocalCloud.Prerequisites;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.Dashboard.Support;

/// <summary>The page's npm project. Whatever changes its folder is done once per test run, because tests run side by side.</summary>
internal static class DashboardProject
{
    private static readonly string Api = Path.Combine(RepositoryPaths.Root, "TripLogger.Api");

    public static readonly string Folder = Path.Combine(Api, "Dashboard");

    private static readonly Lazy<Task> Installed = new(async () =>
    {
        if (!new NpmPackage(Folder, "the page").IsInstalled)
        {
            await BuildAsync("InstallDashboard");
        }

        // Else the dev servers of several AppHosts would do it, all at the same time in the same folder.
        if (!File.Exists(Path.Combine(Folder, "node_modules", ".vite", "deps", "_metadata.json")))
        {
            await CommandAsync("npx", Folder, "vite", "optimize");
        }
    });

    private static readonly Lazy<Task> Built = new(async () =>
    {
        await Installed.Value;
        await BuildAsync("BuildDashboard");
    });

    /// <summary>Makes sure that its packages are there.</summary>
    public static Task EnsureInstalledAsync() => Installed.Value;

    /// <summary>Makes sure that <c>dist/</c> is what its sources say: a publication then finds nothing left to do.</summary>
    public static Task EnsureBuiltAsync() => Built.Value;

    /// <summary>Runs a script of its package.json, or another program in its folder, to a good end.</summary>
    /// <returns>What it wrote.</returns>
    public static async Task<string> RunAsync(string command, params string[] arguments)
    {
        await EnsureInstalledAsync();
        return await CommandAsync(command, Folder, arguments);
    }

    /// <summary>Runs a program to a good end; else the test fails with what it wrote.</summary>
    public static async Task<string> CommandAsync(string command, string folder, params string[] arguments)
    {
        var program = OperatingSystem.IsWindows() ? Cli.Wrap("cmd.exe").WithArguments(["/c", command, .. arguments]) : Cli.Wrap(command).WithArguments(arguments);
        var result = await program
            .WithWorkingDirectory(folder)
            .WithEnvironmentVariables(variables => variables.Set("NO_COLOR", "1").Set("MSBUILDDISABLENODEREUSE", "1"))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(CancellationToken.None);
        var output = result.StandardOutput + result.StandardError;
        Assert.True(result.IsSuccess, $"{command} {string.Join(' ', arguments)} in {folder} ended with exit code {result.ExitCode}:\n{output}");
        return output;
    }

    private static Task<string> BuildAsync(string target) => CommandAsync("dotnet", Api, "msbuild", $"-target:{target}", "-nologo", "-verbosity:minimal");
}
