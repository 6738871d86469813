using System.Net;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.Api.Trips;

/// <summary>What DynamoDB Local never does: refuse a write because another transaction is on the same item.</summary>
public abstract class ConflictContract(Database dynamoDb)
{
    [Fact]
    public async Task A_write_that_meets_another_one_is_repeated_until_it_gets_through()
    {
        // Arrange
        await using var proxy = await DynamoDbProxy.StartAsync(dynamoDb);
        await using var api = await TestApi.CreateOwnAsync(dynamoDb, settings => settings["AWS_ENDPOINT_URL_DYNAMODB"] = proxy.Endpoint.AbsoluteUri);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        var conflicts = 3;
        proxy.Fault = operation => operation == "TransactWriteItems" && Interlocked.Decrement(ref conflicts) >= 0 ? DynamoDbProxy.TransactionConflict : null;

        // Act
        using var response = await client.PostTripAsync(TripRequests.Body());

        // Assert
        await response.ReadAsync(HttpStatusCode.Created);
        Assert.Equal(["TransactWriteItems", "TransactWriteItems", "TransactWriteItems", "TransactWriteItems"], proxy.Operations);
        Assert.Equal(1, (await client.GetJsonAsync("/api/trips/summary")).GetProperty("trips").GetInt32());
    }

    [Fact]
    public async Task A_profile_change_that_meets_a_trip_is_repeated_too()
    {
        // Arrange
        await using var proxy = await DynamoDbProxy.StartAsync(dynamoDb);
        await using var api = await TestApi.CreateOwnAsync(dynamoDb, settings => settings["AWS_ENDPOINT_URL_DYNAMODB"] = proxy.Endpoint.AbsoluteUri);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        await client.GetJsonAsync("/api/profile");
        var conflicts = 2;
        proxy.Fault = operation => operation == "UpdateItem" && Interlocked.Decrement(ref conflicts) >= 0
            ? """{"__type":"com.amazonaws.dynamodb.v20120810#TransactionConflictException","message":"Transaction is ongoing for the item"}"""
            : null;

        // Act
        using var response = await client.SendJsonAsync(HttpMethod.Put, "/api/profile", """{"displayName":"Alice"}""", ("If-Match", "\"1\""));

        // Assert
        Assert.Equal(2, (await response.ReadAsync(HttpStatusCode.OK)).GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task Conflicts_without_end_are_answered_as_come_back_later()
    {
        // Arrange
        await using var proxy = await DynamoDbProxy.StartAsync(dynamoDb);
        await using var api = await TestApi.CreateOwnAsync(dynamoDb, settings => settings["AWS_ENDPOINT_URL_DYNAMODB"] = proxy.Endpoint.AbsoluteUri);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        proxy.Fault = operation => operation == "TransactWriteItems" ? DynamoDbProxy.TransactionConflict : null;

        // Act
        using var response = await client.PostTripAsync(TripRequests.Body());

        // Assert
        await response.AssertProblemAsync(HttpStatusCode.ServiceUnavailable);
        Assert.NotNull(response.Headers.RetryAfter);
    }
}
