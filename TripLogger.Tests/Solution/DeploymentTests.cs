using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CliWrap;
using CliWrap.Buffered;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.Solution;

/// <summary>Who may sign in to AWS runs what it must, reads what it must, and after everything is green.</summary>
public sealed partial class DeploymentTests
{
    private static readonly HashSet<string> TrustedActions =
        ["actions/checkout", "actions/setup-node", "actions/download-artifact", "aws-actions/configure-aws-credentials"];

    private static IReadOnlyList<Job> Jobs => Job.In("deploy.yml");

    private static IReadOnlyList<Job> JobsThatSignIn => [.. Jobs.Where(job => job.CanSignIn)];

    [Fact]
    public void Only_the_comparison_and_the_deployment_can_sign_in()
    {
        Assert.Equal(["plan", "deploy"], JobsThatSignIn.Select(job => job.Name));
        Assert.DoesNotContain(Job.In("ci.yml"), job => job.CanSignIn);
        // What the jobs do not say otherwise, and what a called workflow may at most.
        Assert.Contains("permissions: {}", File.ReadAllLines(Path.Combine(RepositoryPaths.Root, ".github", "workflows", "deploy.yml")));
    }

    [Fact]
    public void Who_can_sign_in_runs_no_code_that_it_does_not_need() =>
        Assert.All(JobsThatSignIn, job =>
        {
            Assert.Subset(TrustedActions, job.Actions.ToHashSet());
            Assert.NotEmpty(job.Commands);
            // One line each: what is in a block would not be seen here.
            Assert.All(job.Commands, command => Assert.Matches(NeededCommand(), command));
            var (installs, signsIn) = (Position(job, "npm ci"), Position(job, "aws-actions/configure-aws-credentials"));
            Assert.True(installs < signsIn, $"{job.Name}: install before there are credentials.");
        });

    [Fact]
    public void The_commands_that_AWS_trusts_come_from_a_lock_file_with_hashes_and_without_scripts()
    {
        var locked = JsonNode.Parse(File.ReadAllText(Path.Combine(RepositoryPaths.Root, "TripLogger.Infra", "package-lock.json")))!["packages"]!.AsObject()
            .Where(package => package.Key.Length > 0).ToList();

        Assert.Equal(["node_modules/aws-cdk"], locked.Where(package => package.Value!["optional"] is null).Select(package => package.Key));
        Assert.All(locked, package => Assert.StartsWith("sha512-", package.Value!["integrity"]?.GetValue<string>(), StringComparison.Ordinal));
    }

    [Fact]
    public void Whatever_is_deployed_passed_every_check_of_the_same_commit()
    {
        var byName = Jobs.ToDictionary(job => job.Name);
        Assert.Contains("uses: ./.github/workflows/ci.yml", byName["ci"].Lines);

        foreach (var job in JobsThatSignIn.Append(byName["smoke"]))
        {
            Assert.Contains("ci", Ancestors(job));
            Assert.False(job.Has("if:"), $"{job.Name} could run although one before it has failed.");
        }

        HashSet<string> Ancestors(Job job) => [.. job.Needs, .. job.Needs.SelectMany(name => Ancestors(byName[name]))];
    }

    [Fact]
    public void Only_main_is_deployed() =>
        Assert.All(Jobs.Where(job => !job.Needs.Any()), job => Assert.Contains("if: github.ref == 'refs/heads/main'", job.Lines));

    [Fact]
    public void The_comparisons_role_reads_templates_and_no_data()
    {
        var statement = Assert.Single(Policy("plan-policy.json"))!;

        Assert.Equal("Allow", statement["Effect"]!.GetValue<string>());
        Assert.Equal(["cloudformation:DescribeStacks", "cloudformation:GetTemplate"], statement["Action"]!.AsArray().Select(action => action!.GetValue<string>()));
        Assert.Equal("arn:aws:cloudformation:*:*:stack/triplogger-*/*", statement["Resource"]!.GetValue<string>());
    }

    [Fact]
    public void The_deployments_role_acts_through_the_CDKs_roles_of_its_own_account()
    {
        var statement = Assert.Single(Policy("deploy-policy.json"))!;

        Assert.Equal("sts:AssumeRole", statement["Action"]!.GetValue<string>());
        Assert.Equal(
            ["arn:aws:iam::*:role/cdk-hnb659fds-deploy-role-*", "arn:aws:iam::*:role/cdk-hnb659fds-file-publishing-role-*"],
            statement["Resource"]!.AsArray().Select(resource => resource!.GetValue<string>()));
        Assert.Equal("${aws:PrincipalAccount}", statement["Condition"]!["StringEquals"]!["aws:ResourceAccount"]!.GetValue<string>());
    }

    [Fact]
    public void Each_role_trusts_one_environment_of_one_repository()
    {
        var condition = Assert.Single(Policy("trust-policy.json"))!["Condition"]!;

        Assert.Equal("StringEquals", Assert.Single(condition.AsObject()).Key);
        Assert.Equal("repo:OWNER/REPOSITORY:environment:ENVIRONMENT", condition["StringEquals"]!["token.actions.githubusercontent.com:sub"]!.GetValue<string>());
        Assert.Equal("sts.amazonaws.com", condition["StringEquals"]!["token.actions.githubusercontent.com:aud"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(0, "## What changes in staging")]
    [InlineData(7, "## What would change in staging could not be found out (cdk diff ended with 7)")]
    public async Task A_comparison_tells_what_it_found_or_why_it_could_not(int exitCode, string heading)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("The pipelines run on Linux.");
            return;
        }

        var folder = Directory.CreateTempSubdirectory("triplogger-compare-");
        try
        {
            // Arrange: a CDK that says something, some of it as an error.
            var (npx, summary) = (Path.Combine(folder.FullName, "npx"), Path.Combine(folder.FullName, "summary.md"));
            await File.WriteAllTextAsync(npx, $"#!/bin/sh\necho \"called: $*\"\necho 'AccessDenied: the role may not' >&2\nexit {exitCode}\n", TestContext.Current.CancellationToken);
            File.SetUnixFileMode(npx, UnixFileMode.UserRead | UnixFileMode.UserExecute);

            // Act
            var result = await Cli.Wrap(Path.Combine(RepositoryPaths.Root, ".ci", "compare"))
                .WithArguments([folder.FullName, "staging"])
                .WithEnvironmentVariables(variables => variables
                    .Set("PATH", $"{folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}")
                    .Set("GITHUB_STEP_SUMMARY", summary))
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(TestContext.Current.CancellationToken);

            // Assert
            Assert.Equal(exitCode, result.ExitCode);
            var told = await File.ReadAllTextAsync(summary, TestContext.Current.CancellationToken);
            Assert.Equal(told, result.StandardOutput);
            Assert.StartsWith(heading, told, StringComparison.Ordinal);
            Assert.Contains("AccessDenied: the role may not", told, StringComparison.Ordinal);
            Assert.Contains($"called: --no-install cdk diff --app {folder.FullName} --no-change-set", told, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static JsonArray Policy(string file) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(RepositoryPaths.Root, ".github", "aws", file)))!["Statement"]!.AsArray();

    private static int Position(Job job, string text)
    {
        var position = job.Lines.ToList().FindIndex(line => line.Contains(text, StringComparison.Ordinal));
        Assert.True(position >= 0, $"{job.Name} has no '{text}'.");
        return position;
    }

    [GeneratedRegex("^(npm ci --ignore-scripts|npx --no-install cdk deploy [^;&|]+|\\.ci/compare [^;&|]+|echo \"url=.+\" >> \"\\$GITHUB_OUTPUT\")$")]
    private static partial Regex NeededCommand();
}
