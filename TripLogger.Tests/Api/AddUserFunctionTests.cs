using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.DynamoDBv2.Model;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.Api;

/// <summary>The user pool's trigger as AWS runs it: a process of its own, told nothing but the table's name.</summary>
public sealed class AddUserFunctionTests(DynamoDbLocal dynamoDb)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_variable_that_the_stack_sets_is_the_one_that_is_read()
    {
        // Arrange
        var table = (await dynamoDb.CreateTablesAsync(Cancel)).Users;
        await using var function = await StartAsync(table);
        using var client = await function.CreateClientAsync(Cancel);
        var happened = TriggerEvent.ConfirmSignUp("alice", "alice@example.com");

        // Act
        using var response = await client.PostAsync("/events", Json(happened), Cancel);

        // Assert
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(happened, await response.Content.ReadAsStringAsync(Cancel));
        var user = await (await dynamoDb.GetClientAsync()).GetItemAsync(table, new Dictionary<string, AttributeValue> { ["id"] = new("alice") }, true, Cancel);
        Assert.True(user.IsItemSet, "The trigger wrote no user: it must write to the table that AWS__Resources__UserTableName names.");
        Assert.Equal("alice@example.com", user.Item["email"].S);
        Assert.DoesNotContain("alice@example.com", function.Output);
    }

    [Fact]
    public async Task A_profile_that_cannot_be_written_is_no_success_and_its_log_is_found_by_the_trace()
    {
        // Arrange
        await using var function = await StartAsync("no-such-table");
        using var client = await function.CreateClientAsync(Cancel);
        var trace = ActivityTraceId.CreateRandom();
        client.DefaultRequestHeaders.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");

        // Act
        using var response = await client.PostAsync("/events", Json(TriggerEvent.ConfirmSignUp("alice", "alice@example.com")), Cancel);

        // Assert
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        var error = await function.WaitForOutputAsync(line => JsonNode.Parse(line) is JsonObject entry && (string?)entry["LogLevel"] == "Error" ? entry : null, Cancel);
        Assert.Contains($"\"TraceId\":\"{trace.ToHexString()}\"", error["Scopes"]!.ToJsonString());
        Assert.DoesNotContain("alice@example.com", function.Output);
    }

    [Fact]
    public async Task It_is_alive_and_serves_nothing_else()
    {
        await using var function = await StartAsync("some-table");
        using var client = await function.CreateClientAsync(Cancel);

        using var alive = await client.GetAsync("/alive", Cancel);
        using var profile = await client.GetAsync("/api/profile", Cancel);
        using var configuration = await client.GetAsync("/config.json", Cancel);

        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, profile.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, configuration.StatusCode);
    }

    [Fact]
    public async Task Without_a_table_it_does_not_start()
    {
        await using var function = await StartAsync(table: "");

        Assert.NotEqual(0, await function.WaitForRefusalAsync(Cancel));
        Assert.Contains("Configuration is missing: AWS:Resources:UserTableName.", function.Output);
    }

    private async Task<ApiProcess> StartAsync(string table) => ApiProcess.Start(new()
    {
        ["Function"] = "AddUser",
        ["AWS__Resources__UserTableName"] = table,
        ["AWS_REGION"] = "us-east-1",
        ["AWS_ACCESS_KEY_ID"] = "local",
        ["AWS_SECRET_ACCESS_KEY"] = "local",
        ["AWS_ENDPOINT_URL_DYNAMODB"] = (await dynamoDb.GetEndpointAsync()).AbsoluteUri,
    });

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}
