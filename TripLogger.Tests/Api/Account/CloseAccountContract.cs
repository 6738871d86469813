using System.Globalization;
using System.Net;
using Amazon.DynamoDBv2.Model;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.Api.Account;

public abstract class CloseAccountContract(Database dynamoDb)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("NotAuthorizedException")]
    [InlineData("UserNotFoundException")]
    public async Task Everything_is_gone_but_a_tombstone_for_a_day_and_a_record_and_asking_again_changes_nothing(string gone)
    {
        // Arrange
        await using var api = await TestApi.CreateAsync(dynamoDb);
        api.Pool.GoneError = gone;
        using var alice = api.CreateClient(api.Pool.SignIn("alice"));
        using var bob = api.CreateClient(api.Pool.SignIn("bob"));
        await alice.GetJsonAsync("/api/profile");
        using var keyed = await alice.PostTripAsync(TripRequests.Body(), "key");
        await alice.CreateTripAsync();
        await bob.CreateTripAsync();

        // Act
        using var closed = await alice.DeleteAsync("/api/profile", Cancel);
        using var again = await alice.DeleteAsync("/api/profile", Cancel);

        // Assert
        Assert.Equal(HttpStatusCode.NoContent, closed.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, again.StatusCode);
        Assert.Equal([api.Pool.Sub("alice")], api.Pool.DeletedUsers);
        Assert.Equal(0, await CountItemsAsync(api, "alice"));
        Assert.Equal(2, await CountItemsAsync(api, "bob"));
        var tombstone = (await api.FindUserAsync("alice"))!;
        Assert.Equal(["closedAt", "expiresAt", "id", "userDeletedAt"], tombstone.Keys.Order(StringComparer.Ordinal));
        Assert.InRange(
            long.Parse(tombstone["expiresAt"].N, CultureInfo.InvariantCulture),
            DateTimeOffset.UtcNow.AddHours(23).ToUnixTimeSeconds(),
            DateTimeOffset.UtcNow.AddHours(25).ToUnixTimeSeconds());
        var record = (await api.DynamoDb.GetItemAsync(api.ClosingTable, new() { ["sub"] = new(api.Pool.Sub("alice")) }, true, Cancel)).Item;
        Assert.Equal(["closedAt", "expiresAt", "sub"], record.Keys.Order(StringComparer.Ordinal));
        using var read = await alice.GetAsync("/api/profile", Cancel);
        using var written = await alice.PostTripAsync(TripRequests.Body());
        using var email = await alice.PutAsync("/api/profile/email", null, Cancel);
        await read.AssertProblemAsync(HttpStatusCode.Gone);
        await written.AssertProblemAsync(HttpStatusCode.Gone);
        await email.AssertProblemAsync(HttpStatusCode.Gone);
    }

    [Fact]
    public async Task Out_of_time_it_says_when_to_come_back_and_goes_on_from_there()
    {
        // Arrange
        await using var proxy = await DynamoDbProxy.StartAsync(dynamoDb);
        await using var api = await TestApi.CreateOwnAsync(dynamoDb, settings =>
        {
            settings["AWS_ENDPOINT_URL_DYNAMODB"] = proxy.Endpoint.AbsoluteUri;
            settings["Account:CloseWithin"] = "00:00:01";
        });
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        await client.CreateTripAsync();
        var held = new TaskCompletionSource();
        proxy.Before = operation => operation == "BatchWriteItem" ? held.Task : Task.CompletedTask;

        // Act
        using var unfinished = await client.DeleteAsync("/api/profile", Cancel);
        held.SetResult();
        HttpStatusCode finished;
        do
        {
            using var response = await client.DeleteAsync("/api/profile", Cancel);
            finished = response.StatusCode;
        }
        while (finished == HttpStatusCode.Accepted);

        // Assert
        Assert.Equal(HttpStatusCode.Accepted, unfinished.StatusCode);
        Assert.NotNull(unfinished.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.NoContent, finished);
        Assert.Equal(0, await CountItemsAsync(api, "alice"));
        Assert.Equal([api.Pool.Sub("alice")], api.Pool.DeletedUsers);
    }

    [Fact]
    public async Task Of_thousands_of_trips_none_is_left()
    {
        // Arrange
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        foreach (var batch in Enumerable.Range(0, 2_100).Chunk(25))
        {
            await api.DynamoDb.BatchWriteItemAsync(
                new Dictionary<string, List<WriteRequest>>
                {
                    [api.TripTable] = [.. batch.Select(_ => new WriteRequest(new PutRequest(new() { ["userId"] = new(api.Pool.Sub("alice")), ["tripId"] = new($"{Guid.CreateVersion7()}") })))],
                },
                Cancel);
        }

        // Act
        using var closed = await client.DeleteAsync("/api/profile", Cancel);

        // Assert
        Assert.Equal(HttpStatusCode.NoContent, closed.StatusCode);
        Assert.Equal(0, await CountItemsAsync(api, "alice"));
    }

    [Fact]
    public async Task A_signed_out_token_does_not_claim_that_the_user_is_gone()
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        var token = api.Pool.SignIn("alice");
        using var client = api.CreateClient(token);
        api.Pool.SignOut(token);

        using var response = await client.DeleteAsync("/api/profile", Cancel);

        await response.AssertProblemAsync(HttpStatusCode.Unauthorized);
        Assert.NotEmpty(response.Headers.WwwAuthenticate);
        Assert.Empty(api.Pool.DeletedUsers);
    }

    [Fact]
    public async Task Whoever_reads_writes_and_closes_at_the_same_time_leaves_nothing_behind()
    {
        // Arrange
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        var trip = await client.CreateTripAsync();
        await client.GetJsonAsync("/api/profile");

        // Act
        var closing = Enumerable.Range(0, 3).Select(async _ =>
        {
            using var response = await client.DeleteAsync("/api/profile", Cancel);
            Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        });
        var others = Enumerable.Range(0, 24).Select(async number =>
        {
            using var response = (number % 4) switch
            {
                0 => await client.PostTripAsync(TripRequests.Body(), $"key-{number}"),
                1 => await client.GetAsync("/api/profile", Cancel),
                2 => await client.PutTripAsync(trip.Id(), 1, TripRequests.Body()),
                _ => await client.DeleteAsync($"/api/trips/{trip.Id()}", Cancel),
            };
            Assert.True(response.IsSuccessStatusCode || (int)response.StatusCode is 404 or 410 or 412, $"It answered {response.StatusCode}.");
        });
        await Task.WhenAll([.. others, .. closing]);

        // Assert
        Assert.Equal(0, await CountItemsAsync(api, "alice"));
        Assert.True((await api.FindUserAsync("alice"))!.ContainsKey("closedAt"), "The tombstone was overwritten.");
        Assert.Equal([api.Pool.Sub("alice")], api.Pool.DeletedUsers);
    }

    private static async Task<int> CountItemsAsync(TestApi api, string name)
    {
        var items = await api.DynamoDb.QueryAsync(
            new QueryRequest(api.TripTable)
            {
                KeyConditionExpression = "userId = :user",
                ExpressionAttributeValues = new() { [":user"] = new(api.Pool.Sub(name)) },
                ConsistentRead = true,
            },
            Cancel);
        return items.Count ?? 0;
    }
}
