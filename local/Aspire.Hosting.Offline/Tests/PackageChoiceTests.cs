using System.Diagnostics;
using System.IO.Compression;
using System.Runtime.CompilerServices;

namespace Aspire.Hosting.Offline.Tests;

/// <summary>What the first restore decides: Aspire from its packages where the feed has them, else this library.</summary>
public sealed class PackageChoiceTests : IDisposable
{
    private readonly DirectoryInfo _clone = Directory.CreateTempSubdirectory("triplogger-clone-");

    [Fact]
    public async Task A_feed_with_Aspire_is_remembered_as_packages()
    {
        var feed = _clone.CreateSubdirectory("feed");
        AddPackage(feed, "Aspire.Hosting.AWS", "13.6.0");

        var (choice, aspire) = await RestoreAsync(feed.FullName);

        Assert.Equal("packages", choice);
        Assert.Equal("packages", aspire);
    }

    [Theory]
    [InlineData("Aspire.Hosting.Azure", "13.6.0")]
    [InlineData("Aspire.Hosting.AWS", "9.0.0")]
    public async Task A_feed_without_Aspire_or_with_another_version_is_remembered_as_offline(string id, string version)
    {
        var feed = _clone.CreateSubdirectory("feed");
        AddPackage(feed, id, version);

        var (choice, aspire) = await RestoreAsync(feed.FullName);

        Assert.Equal("offline", choice);
        Assert.Equal("offline", aspire);
    }

    [Fact]
    public async Task A_feed_that_does_not_answer_is_asked_again_by_the_next_restore()
    {
        // Nothing listens there.
        var (choice, aspire) = await RestoreAsync("http://127.0.0.1:1/v3/index.json");
        Assert.Null(choice);
        Assert.Equal("offline", aspire);

        var feed = _clone.CreateSubdirectory("feed");
        AddPackage(feed, "Aspire.Hosting.AWS", "13.6.0");
        Assert.Equal(("packages", "packages"), await RestoreAsync(feed.FullName));
    }

    [Fact]
    public async Task What_was_remembered_is_not_asked_for_again()
    {
        Directory.CreateDirectory(Path.Combine(_clone.FullName, "artifacts"));
        await File.WriteAllTextAsync(Path.Combine(_clone.FullName, "artifacts", "aspire-hosting.txt"), "packages\n", TestContext.Current.CancellationToken);

        Assert.Equal(("packages", "packages"), await RestoreAsync("http://127.0.0.1:1/v3/index.json"));
    }

    public void Dispose() => _clone.Delete(recursive: true);

    /// <summary>Restores a project of a repository that has nothing but the build files of this one.</summary>
    /// <returns>What is remembered, and what a build then takes.</returns>
    private async Task<(string? Remembered, string Aspire)> RestoreAsync(string feed)
    {
        var repository = RepositoryRoot();
        foreach (var file in new[] { "Directory.Build.props", "Directory.Build.targets", "global.json" })
        {
            File.Copy(Path.Combine(repository, file), Path.Combine(_clone.FullName, file), overwrite: true);
        }

        var build = _clone.CreateSubdirectory(Path.Combine("local", "Aspire.Hosting.Offline", "build"));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(repository, "local", "Aspire.Hosting.Offline", "build")))
        {
            File.Copy(file, Path.Combine(build.FullName, Path.GetFileName(file)), overwrite: true);
        }

        await File.WriteAllTextAsync(
            Path.Combine(_clone.FullName, "nuget.config"),
            $"""<configuration><packageSources><clear /><add key="feed" value="{feed}" allowInsecureConnections="true" /></packageSources></configuration>""");
        await File.WriteAllTextAsync(Path.Combine(_clone.FullName, "App.csproj"), """<Project Sdk="Microsoft.NET.Sdk" />""");

        await DotnetAsync("restore", "App.csproj");
        var remembered = Path.Combine(_clone.FullName, "artifacts", "aspire-hosting.txt");
        return (
            File.Exists(remembered) ? (await File.ReadAllTextAsync(remembered)).Trim() : null,
            (await DotnetAsync("msbuild", "App.csproj", "-getProperty:AspireHosting")).Trim());
    }

    private async Task<string> DotnetAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = _clone.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                // The made-up package must not reach the cache that all projects share.
                ["NUGET_PACKAGES"] = Path.Combine(_clone.FullName, "packages"),
                ["MSBUILDDISABLENODEREUSE"] = "1",
            },
        };
        // Whoever chose for this test run did not choose for these.
        start.Environment.Remove("AspireHosting");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"dotnet {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{await output}{await errors}");
        return await output;
    }

    private static void AddPackage(DirectoryInfo feed, string id, string version)
    {
        using var package = ZipFile.Open(Path.Combine(feed.FullName, $"{id}.{version}.nupkg"), ZipArchiveMode.Create);
        using var writer = new StreamWriter(package.CreateEntry($"{id}.nuspec").Open());
        writer.Write(
            $"""
            <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
              <metadata><id>{id}</id><version>{version}</version><authors>tests</authors><description>Made by a test.</description></metadata>
            </package>
            """);
    }

    private static string RepositoryRoot([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", ".."));
}
