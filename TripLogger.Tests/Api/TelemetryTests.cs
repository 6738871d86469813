using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.Api;

public sealed class TelemetryTests(DynamoDbLocal dynamoDb)
{
    [Fact]
    public async Task Calls_to_aws_are_spans_named_after_their_operation_and_tell_nothing_about_the_user()
    {
        // Arrange: there are only spans where somebody is announced who reads them.
        await using var api = await TestApi.CreateOwnAsync(dynamoDb, settings => settings["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://127.0.0.1:9");
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
    public async Task Writes_are_counted_by_what_came_of_them_and_a_repeated_one_created_nothing()
    {
        // Arrange
        await using var api = await TestApi.CreateOwnAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        using var writes = new MetricCollector<long>(api.GetService<IMeterFactory>(), "TripLogger.Api", "triplogger.trips.writes");

        // Act
        using var created = await client.PostTripAsync(TripRequests.Body(), "key");
        using var repeated = await client.PostTripAsync(TripRequests.Body(), "key");
        using var reused = await client.PostTripAsync(TripRequests.Body(body => body["title"] = "Another"), "key");
        var id = (await created.ReadAsync(HttpStatusCode.Created)).Id();
        using var updated = await client.PutTripAsync(id, 1, TripRequests.Body());
        using var stale = await client.PutTripAsync(id, 1, TripRequests.Body());
        using var deleted = await client.DeleteAsync($"/api/trips/{id}", TestContext.Current.CancellationToken);

        // Assert
        Assert.Equal(
            ["created", "repeated", "key_reused", "updated", "stale", "deleted"],
            writes.GetMeasurementSnapshot().Select(write => (Assert.Single(write.Tags).Value, write.Value) is (var outcome, 1) ? outcome : null));
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
