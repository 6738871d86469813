using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.Api.Trips;

public abstract class PublicTripContract(Database dynamoDb)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everyone_sees_public_trips_without_what_is_private_in_them()
    {
        // Arrange
        await using var api = await TestApi.CreateOwnAsync(dynamoDb);
        using var alice = api.CreateClient(api.Pool.SignIn("alice", "alice@example.com"));
        await alice.GetJsonAsync("/api/profile");
        using var named = await alice.SendJsonAsync(HttpMethod.Put, "/api/profile", """{"displayName":"Alice A."}""", ("If-Match", "\"1\""));
        await alice.CreateTripAsync();
        var shown = await alice.CreateTripAsync(MakePublic);
        using var anyone = api.CreateClient();

        // Act
        var list = await anyone.GetJsonAsync("/api/public/trips");

        // Assert
        var trip = Assert.Single(list.GetProperty("items").EnumerateArray());
        Assert.Equal(["id", "title", "destination", "startDate", "endDate", "distanceKm", "displayName"], trip.EnumerateObject().Select(member => member.Name));
        Assert.Equal(shown.Id(), trip.Id());
        Assert.Equal("Alice A.", trip.GetProperty("displayName").GetString());
        Assert.Equal(46.2m, trip.GetProperty("destination").GetProperty("latitude").GetDecimal());
        Assert.Equal(8.8m, trip.GetProperty("destination").GetProperty("longitude").GetDecimal());
        Assert.DoesNotContain("example.com", list.GetRawText());
        Assert.DoesNotContain("By train", list.GetRawText());
        Assert.DoesNotContain("\"alice\"", list.GetRawText());
    }

    [Fact]
    public async Task A_trip_made_private_or_deleted_leaves_the_list()
    {
        // Arrange
        await using var api = await TestApi.CreateOwnAsync(dynamoDb);
        using var alice = api.CreateClient(api.Pool.SignIn("alice"));
        var hidden = await alice.CreateTripAsync(MakePublic);
        var deleted = await alice.CreateTripAsync(MakePublic);
        var kept = await alice.CreateTripAsync(MakePublic);

        // Act
        using var put = await alice.PutTripAsync(hidden.Id(), 1, TripRequests.Body());
        using var retitled = await alice.PutTripAsync(kept.Id(), 1, TripRequests.Body(body =>
        {
            MakePublic(body);
            body["title"] = "New title";
        }));
        using var delete = await alice.DeleteAsync($"/api/trips/{deleted.Id()}", Cancel);

        // Assert
        using var anyone = api.CreateClient();
        var trip = Assert.Single((await anyone.GetJsonAsync("/api/public/trips")).GetProperty("items").EnumerateArray());
        Assert.Equal("New title", trip.GetProperty("title").GetString());
        Assert.Equal(JsonValueKind.Null, trip.GetProperty("displayName").ValueKind);
    }

    [Fact]
    public async Task Pages_hold_every_public_trip_once_latest_published_first()
    {
        // Arrange
        await using var api = await TestApi.CreateOwnAsync(dynamoDb);
        using var alice = api.CreateClient(api.Pool.SignIn("alice"));
        using var bob = api.CreateClient(api.Pool.SignIn("bob"));
        var first = await alice.CreateTripAsync();
        var published = new List<string>();
        for (var number = 0; number < 6; number++)
        {
            published.Add((await (number % 2 == 0 ? alice : bob).CreateTripAsync(MakePublic)).Id());
            await Task.Delay(2, Cancel);
        }

        using var put = await alice.PutTripAsync(first.Id(), 1, TripRequests.Body(MakePublic));
        published.Add(first.Id());

        // Act
        using var anyone = api.CreateClient();
        var paged = await anyone.ReadAllAsync("/api/public/trips", limit: 3);

        // Assert
        Assert.Equal(Enumerable.Reverse(published), paged.Select(TripRequests.Id));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(100)]
    public async Task The_list_tells_what_follows_another_of_its_traveller_or_its_import(int limit)
    {
        // Arrange: latest published first: bob 1, alice 3 and 2 of one import, alice 1, bob 0, and one more of the import.
        await using var api = await TestApi.CreateOwnAsync(dynamoDb);
        using var alice = api.CreateClient(api.Pool.SignIn("alice"));
        using var bob = api.CreateClient(api.Pool.SignIn("bob"));
        (HttpClient Who, string Import)[] trips = [(alice, "#0a1b2c3d"), (bob, ""), (alice, ""), (alice, "#0a1b2c3d"), (alice, "#0a1b2c3d"), (bob, "#0a1b2c3d")];
        for (var number = 0; number < trips.Length; number++)
        {
            var trip = await trips[number].Who.CreateTripAsync(MakePublic);
            await api.DynamoDb.UpdateItemAsync(
                new UpdateItemRequest
                {
                    TableName = api.TripTable,
                    Key = new() { ["userId"] = new(api.Pool.Sub(trips[number].Who == alice ? "alice" : "bob")), ["tripId"] = new(trip.Id()) },
                    UpdateExpression = "SET publishedAtTripId = :place",
                    ExpressionAttributeValues = new() { [":place"] = new($"2026-01-0{number + 1}T00:00:00.000Z#{trip.Id()}{trips[number].Import}") },
                },
                Cancel);
        }

        // Act
        using var anyone = api.CreateClient();
        var list = await anyone.ReadAllAsync("/api/public/trips", limit);

        // Assert. Two travellers' imports are never the same one; a page knows the imports of its own trips and of the one before.
        var follows = list.Select(trip => trip.TryGetProperty("follows", out var value) ? value.GetString() : null);
        Assert.Equal([null, null, "import", "traveller", null, limit == 100 ? "import" : null], follows);
    }

    [Fact]
    public async Task Cursors_do_not_tell_whose_trip_it_is()
    {
        await using var api = await TestApi.CreateOwnAsync(dynamoDb);
        using var alice = api.CreateClient(api.Pool.SignIn("alice-in-the-table"));
        await alice.CreateTripAsync(MakePublic);
        await alice.CreateTripAsync(MakePublic);

        var cursor = (await alice.GetJsonAsync("/api/public/trips?limit=1")).GetProperty("nextCursor").GetString()!;

        Assert.DoesNotContain("alice", System.Text.Encoding.Latin1.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(cursor)));
    }

    [Fact]
    public async Task Trips_of_a_closed_account_are_out_of_sight_before_they_are_deleted()
    {
        await using var api = await TestApi.CreateOwnAsync(dynamoDb);
        using var alice = api.CreateClient(api.Pool.SignIn("alice"));
        await alice.CreateTripAsync(MakePublic);
        await api.DynamoDb.PutItemAsync(api.UserTable, new() { ["id"] = new(api.Pool.Sub("alice")), ["closedAt"] = new("2026-01-01T00:00:00.000Z") }, Cancel);

        using var anyone = api.CreateClient();
        var list = await anyone.GetJsonAsync("/api/public/trips");

        Assert.Empty(list.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_page_is_read_once_in_ten_seconds_however_it_is_asked_for()
    {
        // Arrange
        await using var proxy = await DynamoDbProxy.StartAsync(dynamoDb);
        await using var api = await TestApi.CreateOwnAsync(dynamoDb, settings => settings["AWS_ENDPOINT_URL_DYNAMODB"] = proxy.Endpoint.AbsoluteUri);
        using var alice = api.CreateClient(api.Pool.SignIn("alice"));
        await alice.CreateTripAsync(MakePublic);
        using var anyone = api.CreateClient();
        proxy.Forget();

        // Act
        var first = await AskAsync("");
        var others = await Task.WhenAll(AskAsync(""), AskAsync("?"), AskAsync("?x=1"), AskAsync("?x=2"));
        using var other = await anyone.GetAsync("/api/public/trips?limit=7", Cancel);
        using var wrong = await anyone.GetAsync("/api/public/trips?limit=0", Cancel);

        // Assert
        Assert.All(others, body => Assert.Equal(first, body));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Equal(["Query", "BatchGetItem", "Query", "BatchGetItem"], proxy.Operations);

        async Task<string> AskAsync(string query) => (await anyone.GetJsonAsync($"/api/public/trips{query}")).GetRawText();
    }

    private static void MakePublic(JsonObject body) => body["visibility"] = "public";
}
