using CliWrap;
using CliWrap.Buffered;
using Microsoft.Extensions.Logging.Abstractions;
using TripLogger.AppHost.LocalCloud.Prerequisites;
using TripLogger.Tests.Cognito.Support;

namespace TripLogger.Tests.LocalCloud;

/// <summary>Installed means: what is needed is there, whatever npm was told to leave out. The packages are folders of this machine, so that nothing is downloaded.</summary>
public sealed class NpmPackageTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("omit=dev")]
    [InlineData("omit[]=dev\nomit[]=optional")]
    [InlineData("production=true")]
    [InlineData("only=production")]
    public async Task What_only_development_needs_is_installed_whatever_npms_settings_say(string settings)
    {
        using var folder = await ProjectAsync(settings);

        await new NpmPackage(folder.Path, "a tool").EnsureInstalledAsync(NullLogger.Instance, Cancel);

        Assert.True(File.Exists(Path.Combine(folder.Path, "node_modules", "tool", "package.json")), "The tool is missing.");
    }

    [Theory]
    [InlineData("npm ci --omit=dev")]
    [InlineData("NODE_ENV=production npm ci")]
    [InlineData("npm ci && rm -r node_modules/tool")]
    public async Task An_installation_that_lacks_something_is_done_again(string before)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Runs a shell of Unix.");
        using var folder = await ProjectAsync("");
        await Cli.Wrap("sh").WithArguments(["-c", before]).WithWorkingDirectory(folder.Path).ExecuteBufferedAsync(Cancel);
        var package = new NpmPackage(folder.Path, "a tool");
        Assert.False(package.IsInstalled, $"After '{before}' the tool is missing.");

        await package.EnsureInstalledAsync(NullLogger.Instance, Cancel);

        Assert.True(package.IsInstalled);
    }

    private static async Task<TemporaryFolder> ProjectAsync(string settings)
    {
        var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "tool"));
        await File.WriteAllTextAsync(Path.Combine(folder.Path, ".npmrc"), settings, Cancel);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "tool", "package.json"), """{ "name": "tool", "version": "1.0.0" }""", Cancel);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "package.json"), """{ "name": "project", "devDependencies": { "tool": "file:tool" } }""", Cancel);
        await File.WriteAllTextAsync(
            Path.Combine(folder.Path, "package-lock.json"),
            """
            {
              "name": "project",
              "lockfileVersion": 3,
              "requires": true,
              "packages": {
                "": { "name": "project", "devDependencies": { "tool": "file:tool" } },
                "node_modules/tool": { "resolved": "tool", "link": true },
                "tool": { "version": "1.0.0", "dev": true }
              }
            }
            """,
            Cancel);
        return folder;
    }
}
