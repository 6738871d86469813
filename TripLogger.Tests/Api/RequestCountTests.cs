using System.Net;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.Api;

/// <summary>What a call costs: DynamoDB is paid and waited for by the request.</summary>
public sealed class RequestCountTests(DynamoDbLocal dynamoDb)
{
    public static TheoryData<string, string, string[]> Calls => new()
    {
        { "GET", "/api/profile", ["GetItem"] },
        { "PUT", "/api/profile", ["UpdateItem"] },
        { "PUT", "/api/profile/email", ["GetItem", "UpdateItem"] },
        { "GET", "/api/trips", ["Query", "GetItem"] },
        { "POST", "/api/trips", ["TransactWriteItems"] },
        { "POST", "/api/trips/batch", ["TransactWriteItems"] },
        { "GET", "/api/trips/summary", ["BatchGetItem"] },
        { "GET", "/api/trips/{id}", ["BatchGetItem"] },
        { "PUT", "/api/trips/{id}", ["BatchGetItem", "TransactWriteItems"] },
        { "DELETE", "/api/trips/{id}", ["BatchGetItem", "TransactWriteItems"] },
        { "GET", "/api/public/trips", ["Query", "BatchGetItem"] },
        { "GET", "/api/profile/export", ["GetItem", "Query"] },
        { "DELETE", "/api/profile", ["GetItem", "PutItem", "Query", "BatchWriteItem", "Query", "TransactWriteItems"] },
        { "GET", "/config.json", [] },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_call_makes_no_more_requests_than_it_needs_and_never_scans(string method, string path, string[] operations)
    {
        // Arrange
        await using var proxy = await DynamoDbProxy.StartAsync(dynamoDb);
        await using var api = await TestApi.CreateOwnAsync(dynamoDb, settings => settings["AWS_ENDPOINT_URL_DYNAMODB"] = proxy.Endpoint.AbsoluteUri);
        using var client = api.CreateClient(api.Pool.SignIn("alice", "old@example.com"));
        await client.GetJsonAsync("/api/profile");
        var trip = await client.CreateTripAsync(body => body["visibility"] = "public");
        proxy.Forget();

        // Act
        using var response = await client.SendJsonAsync(
            new HttpMethod(method),
            path.Replace("{id}", trip.Id(), StringComparison.Ordinal),
            (method, path) switch
            {
                ("PUT", "/api/profile") => """{"displayName":"Alice"}""",
                ("POST", "/api/trips/batch") => TripRequests.BatchBody().ToJsonString(),
                ("PUT", "/api/trips/{id}") or ("POST", _) => TripRequests.Body().ToJsonString(),
                _ => null,
            },
            ("If-Match", "\"1\""));

        // Assert
        Assert.True(response.IsSuccessStatusCode, $"It answered {response.StatusCode}.");
        // Some go out at once.
        Assert.Equal(operations.Order(StringComparer.Ordinal), proxy.Operations.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_is_refused_without_looking_costs_nothing()
    {
        // Arrange
        await using var proxy = await DynamoDbProxy.StartAsync(dynamoDb);
        await using var api = await TestApi.CreateOwnAsync(dynamoDb, settings => settings["AWS_ENDPOINT_URL_DYNAMODB"] = proxy.Endpoint.AbsoluteUri);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));

        // Act
        using var invalid = await client.SendJsonAsync(HttpMethod.Post, "/api/trips", "{}");
        using var cursor = await client.GetAsync("/api/trips?cursor=x", TestContext.Current.CancellationToken);
        using var id = await client.GetAsync("/api/trips/1", TestContext.Current.CancellationToken);
        using var unconditional = await client.SendJsonAsync(HttpMethod.Put, $"/api/trips/{Guid.CreateVersion7()}", TripRequests.Body().ToJsonString());

        // Assert
        Assert.Equal(
            [HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.NotFound, HttpStatusCode.PreconditionRequired],
            [invalid.StatusCode, cursor.StatusCode, id.StatusCode, unconditional.StatusCode]);
        Assert.Empty(proxy.Operations);
    }
}
