using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TripLogger.Tests.Cognito.Support;
using TripLogger.Tests.Fixtures;
using TripLogger.Tests.Fixtures.Aws;
using TripLogger.Tests.Infra;

namespace TripLogger.Tests.AppHost;

/// <summary><c>--Cloud=aws</c> with the CDK's own command line, in an account that answers on this machine.</summary>
[Collection(typeof(PackagedApi))]
public sealed class AwsCloudTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

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

    public static TheoryData<string, string, string> Profiles => new()
    {
        { "keys", $"aws_access_key_id = {AwsAccount.AccessKeyId}\naws_secret_access_key = {AwsAccount.SecretAccessKey}", "" },
        { "foreign keys", "aws_access_key_id = AKIASTRANGER\naws_secret_access_key = secret", "AWS refuses the credentials in the profile 'traveller' (The security token included in the request is invalid): sign in by" },
        { "a program", "credential_process = node {folder}/credentials.js", "" },
        { "a program that fails", "credential_process = node {folder}/fails.js", "There are no usable AWS credentials in the profile 'traveller' (Command returned non-zero exit value 3 with the error" },
        { "a role", $"role_arn = arn:aws:iam::{AwsAccount.Id}:role/developer\nsource_profile = keys", "" },
        { "a role that trusts others", $"role_arn = arn:aws:iam::{AwsAccount.Id}:role/admin\nsource_profile = keys", "There are no usable AWS credentials in the profile 'traveller' (" },
        { "aws login", $"login_session = arn:aws:iam::{AwsAccount.Id}:user/traveller", "The credentials in the profile 'traveller' come from 'aws login', which the AWS SDK reads only where AWSSDK.Signin is installed: hand them over by" },
    };

    [Theory]
    [MemberData(nameof(Profiles))]
    public async Task Each_kind_of_profile_signs_in_or_is_told_why_not_and_Ctrl_C_while_packaging_is_one_sentence(string kind, string profile, string sentence)
    {
        await using var account = await AwsAccount.StartAsync(Cancel);
        account.Tokens.AddRole("developer");
        using var data = new TemporaryFolder();
        await File.WriteAllTextAsync(
            Path.Combine(data.Path, "credentials.js"),
            $$"""console.log(JSON.stringify({ Version: 1, AccessKeyId: "{{AwsAccount.AccessKeyId}}", SecretAccessKey: "{{AwsAccount.SecretAccessKey}}" }));""",
            Cancel);
        await File.WriteAllTextAsync(Path.Combine(data.Path, "fails.js"), "process.exit(3);", Cancel);
        await using var appHost = await StartSignedInAsync(data, account, profile.Replace("{folder}", data.Path, StringComparison.Ordinal));
        if (sentence.Length == 0)
        {
            await appHost.WaitForOutputAsync("Packaging the API", Cancel);
            appHost.PressControlC();
        }

        Assert.Equal(1, await appHost.WaitForExitAsync(Cancel));
        var said = appHost.Output.Trim().Split('\n')[^1];
        Assert.True(said.StartsWith(sentence.Length > 0 ? sentence : "Stopped before anything was deployed.", StringComparison.Ordinal), $"{kind}: {said}");
        Assert.Empty(account.Stacks.Operations);
        await appHost.WaitUntilNothingIsLeftAsync(Cancel);
    }

    [Fact]
    public async Task Credentials_that_have_run_out_are_told_before_anything_is_packaged()
    {
        await using var account = await AwsAccount.StartAsync(Cancel);
        account.Tokens.HaveExpired = true;
        using var data = new TemporaryFolder();
        await using var appHost = await StartSignedInAsync(data, account);

        Assert.Equal(1, await appHost.WaitForExitAsync(Cancel));
        Assert.StartsWith("AWS refuses the credentials in the profile 'traveller' (The security token included in the request is expired): sign in by", appHost.Output.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refused_interrupted_and_rolled_back_a_deployment_ends_in_one_sentence_and_the_same_command_then_brings_the_API_to_AWS()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are found in /proc.");
        await using var account = await AwsAccount.StartAsync(Cancel);
        using var data = new TemporaryFolder();

        // An account that the CDK has never seen.
        await EndsSayingAsync(
            await StartSignedInAsync(data, account),
            "triplogger-develop could not be deployed: 'cdk deploy' failed: SSM parameter /cdk-bootstrap/hnb659fds/version not found",
            "Prepare the account and region once by 'npx cdk bootstrap' in TripLogger.Infra, then start again.");
        account.Bootstrap();

        // Ctrl+C while AWS is at work.
        var pool = new TaskCompletionSource();
        var atWork = new TaskCompletionSource();
        account.Stacks.BeforeResource = async resource =>
        {
            if (resource.Type == "AWS::Cognito::UserPool")
            {
                atWork.SetResult();
                await pool.Task;
            }
        };
        var interrupted = await StartSignedInAsync(data, account);
        await atWork.Task.WaitAsync(TimeSpan.FromMinutes(3), Cancel);
        interrupted.PressControlC();
        await EndsSayingAsync(interrupted, "AWS finishes, or rolls back, what it has begun; the same command goes on from there.");
        Assert.Equal("CREATE_IN_PROGRESS", account.Stacks.Find("triplogger-develop")!.Status);

        // It goes on as soon as AWS has done with the first one; then something is in the way.
        account.Stacks.BeforeResource = resource => resource.Type == "AWS::DynamoDB::Table" ? throw AwsError.Validation("Resource of type 'AWS::DynamoDB::Table' with identifier 'triplogger-develop-UserTable' already exists.") : Task.CompletedTask;
        pool.SetException(AwsError.Validation("The account has too many user pools."));
        await EndsSayingAsync(
            await StartSignedInAsync(data, account),
            "triplogger-develop could not be deployed: 'cdk deploy' failed: Resource updates failed: triplogger-develop/",
            "identifier 'triplogger-develop-UserTable' already exists.",
            "AWS has rolled it back: correct the cause and start again.");

        account.Stacks.BeforeResource = _ => Task.CompletedTask;
        await using var appHost = await StartSignedInAsync(data, account);
        var api = await appHost.WaitForProcessAsync("AWS__Resources__UserPoolId", Cancel);

        var outputs = account.Stacks.Find("triplogger-develop")!.Outputs;
        Assert.All(outputs, output => Assert.Equal(output.Value, api[$"AWS__Resources__{output.Key}"]));
        Assert.Equal(("traveller", AwsAccount.Region), (api["AWS_PROFILE"], api["AWS_REGION"]));
        Assert.DoesNotContain(api.Keys, name => name.StartsWith("AWS_ENDPOINT_URL_", StringComparison.Ordinal) || name.StartsWith("LocalCloud__Lambda", StringComparison.Ordinal));
        Assert.DoesNotContain(appHost.Processes, process => process.Contains("CognitoEmulator", StringComparison.Ordinal) || process.Contains("java", StringComparison.Ordinal));
        await AssertArrivedAsync(account);

        // What tells the page to use the real pool.
        var configuration = await ConfigurationAsync(api["ASPNETCORE_URLS"]);
        Assert.Equal(outputs["UserPoolId"], (string?)configuration["userPoolId"]);
        Assert.Null(configuration["userPoolEndpoint"]);

        appHost.RequestTermination();
        Assert.Equal(0, await appHost.WaitForExitAsync(Cancel));
        await appHost.WaitUntilNothingIsLeftAsync(Cancel);
    }

    private static async Task EndsSayingAsync(AppHostProcess appHost, params string[] texts)
    {
        await using (appHost)
        {
            Assert.Equal(1, await appHost.WaitForExitAsync(Cancel));
            Assert.All(texts, text => Assert.Contains(text, appHost.Output, StringComparison.Ordinal));
            Assert.DoesNotContain("   at ", appHost.Output, StringComparison.Ordinal);
            await appHost.WaitUntilNothingIsLeftAsync(Cancel);
        }
    }

    /// <summary>What CloudFormation and S3 got is what was synthesized.</summary>
    private static async Task AssertArrivedAsync(AwsAccount account)
    {
        var assembly = Path.Combine(RepositoryPaths.Root, "TripLogger.AppHost", "cdk.out");
        var template = await File.ReadAllTextAsync(Path.Combine(assembly, "triplogger-develop.template.json"), Cancel);
        JsonAssert.Equal(template, JsonNode.Parse(account.Stacks.Find("triplogger-develop")!.Template));
        var code = (string)Assert.Single(new Template(JsonNode.Parse(template)!.AsObject()).Resources("AWS::Lambda::Function"))["Code"]!["S3Key"]!;
        Assert.True(
            (await File.ReadAllBytesAsync(Path.Combine(assembly, $"asset.{code}"), Cancel)).AsSpan().SequenceEqual(account.Bucket.Find(code)),
            "The package that arrived is not the one that was synthesized.");
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

    /// <summary>The profile "traveller" of a machine on which nobody else is signed in.</summary>
    private static Task<AppHostProcess> StartSignedInAsync(TemporaryFolder data, AwsAccount account, string? profile = null)
    {
        var keys = $"aws_access_key_id = {AwsAccount.AccessKeyId}\naws_secret_access_key = {AwsAccount.SecretAccessKey}";
        var config = Path.Combine(data.Path, "config");
        File.WriteAllText(config, $"[profile keys]\n{keys}\n[profile traveller]\n{profile ?? keys}\nregion = {AwsAccount.Region}\n");
        return StartAsync("aws", data, new()
        {
            ["AWS_CONFIG_FILE"] = config,
            ["AWS_PROFILE"] = "traveller",
            ["AWS_ENDPOINT_URL"] = account.Endpoint,
            ["CDK_DISABLE_CLI_TELEMETRY"] = "true",
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
