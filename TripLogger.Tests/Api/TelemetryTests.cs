using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.Api;

public sealed class TelemetryTests(DynamoDbLocal dynamoDb)
{
    [Fact]
    public async Task Calls_to_aws_are_spans_named_after_their_operation_and_tell_nothing_about_the_user()
    {
        // Arrange
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice", "alice@example.com"));
        var trace = ActivityTraceId.CreateRandom();
        client.DefaultRequestHeaders.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");

        // Act
        using var response = await client.GetAsync("/api/profile", TestContext.Current.CancellationToken);
        using var changed = await client.SendAsync(
            new HttpRequestMessage(HttpMethod.Put, "/api/profile") { Headers = { { "If-Match", "\"1\"" } }, Content = JsonContent.Create(new { displayName = "Alice" }) },
            TestContext.Current.CancellationToken);

        // Assert
        var spans = api.Spans.OfTrace(trace).ToArray();
        Assert.Equal(
            ["DynamoDB.GetItem", "AWSCognitoIdentityProviderService.GetUser", "DynamoDB.PutItem", "DynamoDB.UpdateItem"],
            spans.Where(span => span.Kind == ActivityKind.Client && Equals(span.GetTagItem("rpc.system"), "aws-api")).Select(span => span.DisplayName));
        Assert.DoesNotContain(spans.SelectMany(span => span.TagObjects), tag => tag.Value?.ToString()?.Contains("alice", StringComparison.OrdinalIgnoreCase) == true);
    }

    [Fact]
    public async Task A_whole_run_tells_nobodys_token_address_or_words()
    {
        // Arrange
        var exported = new ConcurrentQueue<string>();
        await using var collector = await Collector.StartAsync(exported);
        await using var api = await TestApi.CreateOwnAsync(dynamoDb, settings =>
        {
            settings["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Endpoint.AbsoluteUri;
            settings["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
            settings["OTEL_METRIC_EXPORT_INTERVAL"] = "200";
            settings["OTEL_BLRP_SCHEDULE_DELAY"] = "200";
            settings["OTEL_BSP_SCHEDULE_DELAY"] = "200";
        });
        var token = api.Pool.SignIn("alice", "alice.private@example.com");
        using var client = api.CreateClient(token);

        // Act: good and bad, to the end.
        await client.GetJsonAsync("/api/profile");
        using var named = await client.SendJsonAsync(HttpMethod.Put, "/api/profile", """{"displayName":"Private Name","bio":"Private words"}""", ("If-Match", "\"1\""));
        using var trip = await client.PostTripAsync(TripRequests.Body(body => body["notes"] = "Private notes"), "private-key");
        using var refused = await client.SendJsonAsync(HttpMethod.Post, "/api/trips", """{"title":"Private title","unknown":"Private value"}""");
        using var email = await client.PutAsync("/api/profile/email", null, TestContext.Current.CancellationToken);
        using var forged = await api.CreateClient(token + "x").GetAsync("/api/profile", TestContext.Current.CancellationToken);
        using var closed = await client.DeleteAsync("/api/profile", TestContext.Current.CancellationToken);
        // Metrics, traces and logs are exported apart from each other.
        foreach (var text in new[] { "triplogger.accounts.closings", "triplogger.trips.writes", "DynamoDB.TransactWriteItems" })
        {
            await collector.WaitForAsync(text, TestContext.Current.CancellationToken);
        }

        // Assert
        var telemetry = string.Join('\n', exported.Concat(api.Logs.Lines));
        Assert.Contains($"Account {api.Pool.Sub("alice")} is closed", telemetry);
        string[] secrets = [token, token.Split('.')[2], "alice.private", "Private Name", "Private words", "Private notes", "Private title", "Private value", "private-key", TestApi.InvokeKey];
        Assert.All(secrets, secret => Assert.False(telemetry.Contains(secret, StringComparison.OrdinalIgnoreCase), $"'{secret}' is in the telemetry: do not log it."));
    }
}
