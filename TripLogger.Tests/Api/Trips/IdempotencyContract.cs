using System.Globalization;
using System.Net;
using Amazon.DynamoDBv2.Model;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.Api.Trips;

public abstract class IdempotencyContract(Database dynamoDb)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_repeated_request_gets_the_first_answer_whatever_became_of_the_trip()
    {
        // Arrange
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        using var first = await client.PostTripAsync(TripRequests.Body(), "key-1");
        var created = await first.ReadAsync(HttpStatusCode.Created);
        using var changed = await client.PutTripAsync(created.Id(), 1, TripRequests.Body(body => body["title"] = "Changed"));

        // Act
        using var repeated = await client.SendJsonAsync(HttpMethod.Post, "/api/trips", $"  {TripRequests.Body().ToJsonString()}\n", ("Idempotency-Key", "key-1"));

        // Assert
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Equal(created.GetRawText(), (await repeated.ReadAsync(HttpStatusCode.Created)).GetRawText());
        Assert.Equal(first.Headers.Location, repeated.Headers.Location);
        Assert.Single((await client.GetJsonAsync("/api/trips")).GetProperty("items").EnumerateArray());
        Assert.Equal(1, (await client.GetJsonAsync("/api/trips/summary")).GetProperty("trips").GetInt32());
    }

    [Fact]
    public async Task A_key_is_good_for_one_content_and_one_caller()
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var alice = api.CreateClient(api.Pool.SignIn("alice"));
        using var bob = api.CreateClient(api.Pool.SignIn("bob"));
        using var first = await alice.PostTripAsync(TripRequests.Body(), "key");

        using var another = await alice.PostTripAsync(TripRequests.Body(body => body["title"] = "Another"), "key");
        using var bobs = await bob.PostTripAsync(TripRequests.Body(), "key");

        await another.AssertProblemAsync(HttpStatusCode.UnprocessableEntity, "send a new key");
        Assert.NotEqual((await first.ReadAsync(HttpStatusCode.Created)).Id(), (await bobs.ReadAsync(HttpStatusCode.Created)).Id());
    }

    [Fact]
    public async Task A_key_that_has_expired_but_is_still_there_can_be_used_again()
    {
        // Arrange
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        using var first = await client.PostTripAsync(TripRequests.Body(), "key");
        var items = await api.DynamoDb.QueryAsync(
            new QueryRequest(api.TripTable)
            {
                KeyConditionExpression = "userId = :user AND begins_with(tripId, :prefix)",
                ExpressionAttributeValues = new() { [":user"] = new(api.Pool.Sub("alice")), [":prefix"] = new("#idem#") },
            },
            Cancel);
        var item = Assert.Single(items.Items);
        Assert.InRange(long.Parse(item["expiresAt"].N, CultureInfo.InvariantCulture), DateTimeOffset.UtcNow.AddHours(23).ToUnixTimeSeconds(), DateTimeOffset.UtcNow.AddHours(25).ToUnixTimeSeconds());
        item["expiresAt"] = new() { N = DateTimeOffset.UtcNow.AddSeconds(-1).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) };
        await api.DynamoDb.PutItemAsync(api.TripTable, item, Cancel);

        // Act
        using var second = await client.PostTripAsync(TripRequests.Body(), "key");

        // Assert
        Assert.NotEqual((await first.ReadAsync(HttpStatusCode.Created)).Id(), (await second.ReadAsync(HttpStatusCode.Created)).Id());
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("schlüssel")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345")]
    public async Task A_wrong_key_is_named_so(string key)
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));

        using var response = await client.PostTripAsync(TripRequests.Body(), key);

        await response.AssertProblemAsync(HttpStatusCode.BadRequest, "Idempotency-Key");
    }
}
