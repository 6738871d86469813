using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using TripLogger.AppHost.LocalCloud.Prerequisites;
using TripLogger.Tests.Cognito.Support;
using TripLogger.Tests.Fixtures;
using TripLogger.Tests.Infra;

namespace TripLogger.Tests.AppHost;

/// <summary>
/// <c>--Cloud=aws</c> as far as it goes without an account: everything but AWS itself is real, and the CDK's command line
/// is a script that writes down how it was called.
/// </summary>
[Collection(typeof(PackagedApi))]
public sealed class AwsCloudTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string Infra => Path.Combine(RepositoryPaths.Root, "TripLogger.Infra");

    [Theory]
    [InlineData("mars", "", "There is no cloud named 'mars': choose --Cloud=local or --Cloud=aws.")]
    [InlineData("aws", "", "No AWS credentials were found: sign in by 'aws configure'")]
    [InlineData("aws", "AWS_PROFILE=nobody", "There are no usable AWS credentials in the profile 'nobody'")]
    [InlineData("aws", "AWS_ACCESS_KEY_ID=AKIA AWS_SECRET_ACCESS_KEY=secret", "No AWS region is chosen: add --AWS:Region=eu-central-1")]
    public async Task What_is_missing_is_told_in_one_sentence_before_anything_starts(string cloud, string variables, string sentence)
    {
        using var data = new TemporaryFolder();
        var environment = variables.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(variable => variable.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        await using var appHost = await StartAsync(cloud, data, environment);

        Assert.Equal(1, await appHost.WaitForExitAsync(Cancel));
        Assert.StartsWith(sentence, Assert.Single(appHost.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_profile_of_the_IAM_Identity_Center_that_is_not_signed_in_is_told_so()
    {
        using var data = new TemporaryFolder();
        var profiles = Path.Combine(data.Path, "config");
        await File.WriteAllTextAsync(
            profiles,
            """
            [profile traveller]
            sso_session = travellers
            sso_account_id = 111122223333
            sso_role_name = Developer
            region = eu-central-1
            [sso-session travellers]
            sso_start_url = https://travellers.invalid/start
            sso_region = eu-central-1
            """,
            Cancel);
        await using var appHost = await StartAsync("aws", data, new() { ["AWS_CONFIG_FILE"] = profiles, ["AWS_PROFILE"] = "traveller" });

        Assert.Equal(1, await appHost.WaitForExitAsync(Cancel));
        Assert.StartsWith("There are no usable AWS credentials in the profile 'traveller' (No valid SSO Token could be found): sign in by", Assert.Single(appHost.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interrupted_and_a_failed_deployment_end_in_one_sentence_and_the_same_command_then_brings_the_API_to_AWS()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The stand-in of the CDK's command line is a shell script, and processes are found in /proc.");
        await new NpmPackage(Infra, "the CDK CLI").EnsureInstalledAsync(NullLogger.Instance, Cancel);
        using var data = new TemporaryFolder();
        using var tools = new TemporaryFolder();
        var called = Path.Combine(tools.Path, "called");

        // Ctrl+C while AWS is at work.
        AnswerWith(tools, $"echo $$ > {called}; exec sleep 600");
        await using (var appHost = await StartSignedInAsync(data, tools))
        {
            await WaitForFileAsync(called);
            appHost.PressControlC();

            Assert.Equal(1, await appHost.WaitForExitAsync(Cancel));
            Assert.Contains("the same command goes on from there.", appHost.Output, StringComparison.Ordinal);
            await appHost.WaitUntilNothingIsLeftAsync(Cancel);
        }

        // An account that the CDK has never seen.
        AnswerWith(tools, "echo 'triplogger-develop: SSM parameter /cdk-bootstrap/hnb659fds/version not found. Has the environment been bootstrapped?' >&2; exit 1");
        await using (var appHost = await StartSignedInAsync(data, tools))
        {
            Assert.Equal(1, await appHost.WaitForExitAsync(Cancel));
            Assert.Contains("triplogger-develop could not be deployed: ", appHost.Output, StringComparison.Ordinal);
            Assert.Contains("Prepare the account and region once by 'npx cdk bootstrap'", appHost.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", appHost.Output, StringComparison.Ordinal);
            await appHost.WaitUntilNothingIsLeftAsync(Cancel);
        }

        AnswerWith(tools, $"echo \"$PWD: $* as $AWS_PROFILE in $AWS_REGION\" > {called}" + """

            while [ "$1" != --outputs-file ]; do shift; done
            echo '{"triplogger-develop": {"Region": "eu-central-1", "UserPoolId": "eu-central-1_abc", "UserPoolClientId": "web", "IdentityPoolId": "eu-central-1:1",
                   "UserTableName": "users", "TripTableName": "trips", "ClosingTableName": "closings", "AddUserFunctionName": "addUser"}}' > "$2"
            """);
        await using (var appHost = await StartSignedInAsync(data, tools))
        {
            var api = await appHost.WaitForProcessAsync("AWS__Resources__UserPoolId", Cancel);

            AssertDeployed(await File.ReadAllTextAsync(called, Cancel));
            Assert.Equal("eu-central-1_abc", api["AWS__Resources__UserPoolId"]);
            Assert.Equal(("traveller", "eu-central-1"), (api["AWS_PROFILE"], api["AWS_REGION"]));
            Assert.DoesNotContain(api.Keys, name => name.StartsWith("AWS_ENDPOINT_URL", StringComparison.Ordinal) || name.StartsWith("LocalCloud__Lambda", StringComparison.Ordinal));
            Assert.DoesNotContain(appHost.Processes, process => process.Contains("CognitoEmulator", StringComparison.Ordinal) || process.Contains("java", StringComparison.Ordinal));

            // What tells the web dashboard to use the real pool.
            var configuration = await ConfigurationAsync(api["ASPNETCORE_URLS"]);
            Assert.Equal("eu-central-1_abc", (string?)configuration["userPoolId"]);
            Assert.Null(configuration["userPoolEndpoint"]);

            appHost.RequestTermination();
            Assert.Equal(0, await appHost.WaitForExitAsync(Cancel));
            await appHost.WaitUntilNothingIsLeftAsync(Cancel);
        }
    }

    /// <summary>The command line, and that the assembly it was given holds the packaged API.</summary>
    private static void AssertDeployed(string called)
    {
        Assert.StartsWith($"{Infra}: cdk deploy triplogger-develop --app ", called, StringComparison.Ordinal);
        Assert.Contains(" --require-approval never --progress events --ci --outputs-file ", called, StringComparison.Ordinal);
        Assert.EndsWith(" as traveller in eu-central-1", called.TrimEnd(), StringComparison.Ordinal);
        var assembly = called.Split("--app ")[1].Split(' ')[0];
        var template = Template.Load(Path.Combine(assembly, "triplogger-develop.template.json")).Root.ToJsonString();
        Assert.Contains(Directory.GetFiles(assembly, "asset.*.zip"), package => template.Contains(Path.GetFileName(package)["asset.".Length..], StringComparison.Ordinal));
        // As much as CloudFormation takes without a detour over S3, which Aspire.Hosting.AWS does not make.
        Assert.True(template.Length < 51_200, $"The template has {template.Length} characters.");
    }

    private static async Task<JsonObject> ConfigurationAsync(string address)
    {
        using var http = new HttpClient { BaseAddress = new(address) };
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (true)
        {
            try
            {
                return (await http.GetFromJsonAsync<JsonObject>("/config.json", Cancel))!;
            }
            catch (HttpRequestException starting) when (starting.StatusCode is null)
            {
                await timer.WaitForNextTickAsync(Cancel);
            }
        }
    }

    private static async Task WaitForFileAsync(string file)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!File.Exists(file))
        {
            await timer.WaitForNextTickAsync(Cancel);
        }
    }

    private static void AnswerWith(TemporaryFolder tools, string script)
    {
        var npx = Path.Combine(tools.Path, "npx");
        File.WriteAllText(npx, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(npx, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static Task<AppHostProcess> StartSignedInAsync(TemporaryFolder data, TemporaryFolder tools)
    {
        var profiles = Path.Combine(tools.Path, "credentials");
        File.WriteAllText(profiles, "[traveller]\naws_access_key_id = AKIA\naws_secret_access_key = secret\nregion = eu-central-1\n");
        return StartAsync("aws", data, new()
        {
            ["AWS_SHARED_CREDENTIALS_FILE"] = profiles,
            ["AWS_PROFILE"] = "traveller",
            ["PATH"] = $"{tools.Path}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}",
        });
    }

    /// <summary>Without any credentials of this machine.</summary>
    private static Task<AppHostProcess> StartAsync(string cloud, TemporaryFolder data, Dictionary<string, string> environment) => AppHostProcess.StartAsync(data.Path, new(environment)
    {
        ["Cloud"] = cloud,
        ["AWS_SHARED_CREDENTIALS_FILE"] = environment.GetValueOrDefault("AWS_SHARED_CREDENTIALS_FILE", Path.Combine(data.Path, "none")),
        ["AWS_CONFIG_FILE"] = environment.GetValueOrDefault("AWS_CONFIG_FILE", Path.Combine(data.Path, "none")),
        ["AWS_EC2_METADATA_DISABLED"] = "true",
    });
}
