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
}
