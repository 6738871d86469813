using System.Net;
using System.Text.Json.Nodes;
using Amazon.DynamoDBv2.Model;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.Api.Trips;

public abstract class TripContract(Database dynamoDb)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_trip_is_answered_as_it_was_logged()
    {
        // Arrange
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));

        // Act
        using var response = await client.PostTripAsync(TripRequests.Body());

        // Assert
        var created = await response.ReadAsync(HttpStatusCode.Created);
        Assert.Equal(
            ["id", "title", "destination", "startDate", "endDate", "notes", "distanceKm", "visibility", "createdAt", "updatedAt", "version"],
            created.EnumerateObject().Select(member => member.Name));
        var sent = TripRequests.Body();
        Assert.All(["title", "destination", "startDate", "endDate", "notes", "distanceKm", "visibility"], member =>
            Assert.True(JsonNode.DeepEquals(sent[member], JsonNode.Parse(created.GetProperty(member).GetRawText())), $"{member} is {created.GetProperty(member)}"));
        Assert.Equal(7, Guid.Parse(created.Id()).Version);
        Assert.Equal($"/api/trips/{created.Id()}", response.Headers.Location?.ToString());
        Assert.Equal("\"1\"", response.Headers.ETag?.Tag);
        Assert.True(response.Headers.CacheControl?.NoStore, "A trip must not be cached: set Cache-Control: no-store.");

        using var read = await client.GetAsync(response.Headers.Location, Cancel);
        Assert.Equal(created.GetRawText(), (await read.ReadAsync(HttpStatusCode.OK)).GetRawText());
        Assert.Equal("\"1\"", read.Headers.ETag?.Tag);
    }

    [Fact]
    public async Task What_may_be_left_out_has_a_default()
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));

        var trip = await client.CreateTripAsync(body => _ = body.Remove("notes") && body.Remove("distanceKm") && body.Remove("visibility"));

        Assert.Equal("", trip.GetProperty("notes").GetString());
        Assert.Equal(0, trip.GetProperty("distanceKm").GetDecimal());
        Assert.Equal("private", trip.GetProperty("visibility").GetString());
    }

    [Fact]
    public async Task A_change_replaces_what_it_says_and_keeps_the_rest()
    {
        // Arrange
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        var created = await client.CreateTripAsync();
        await api.DynamoDb.UpdateItemAsync(
            new UpdateItemRequest
            {
                TableName = api.TripTable,
                Key = new() { ["userId"] = new(api.Pool.Sub("alice")), ["tripId"] = new(created.Id()) },
                UpdateExpression = "SET fromTheFuture = :value",
                ExpressionAttributeValues = new() { [":value"] = new("kept") },
            },
            Cancel);

        // Act
        using var response = await client.PutTripAsync(created.Id(), 1, TripRequests.Body(body =>
        {
            body["title"] = "Round the lake";
            body.Remove("notes");
        }));

        // Assert
        var changed = await response.ReadAsync(HttpStatusCode.OK);
        Assert.Equal("\"2\"", response.Headers.ETag?.Tag);
        Assert.Equal(changed.GetRawText(), (await client.GetJsonAsync($"/api/trips/{created.Id()}")).GetRawText());
        Assert.Equal("Round the lake", changed.GetProperty("title").GetString());
        Assert.Equal("", changed.GetProperty("notes").GetString());
        Assert.Equal(created.GetProperty("createdAt").GetString(), changed.GetProperty("createdAt").GetString());
        var stored = await api.DynamoDb.GetItemAsync(api.TripTable, new() { ["userId"] = new(api.Pool.Sub("alice")), ["tripId"] = new(created.Id()) }, true, Cancel);
        Assert.Equal("kept", stored.Item["fromTheFuture"].S);
        Assert.False(stored.Item.ContainsKey("notes"), "Cleared notes must leave the item.");
    }

    [Fact]
    public async Task A_change_must_name_the_current_version()
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        var id = (await client.CreateTripAsync()).Id();

        using var none = await client.SendJsonAsync(HttpMethod.Put, $"/api/trips/{id}", TripRequests.Body().ToJsonString());
        using var stale = await client.PutTripAsync(id, 2, TripRequests.Body());
        using var unreadable = await client.SendJsonAsync(HttpMethod.Put, $"/api/trips/{id}", TripRequests.Body().ToJsonString(), ("If-Match", "1"));

        await none.AssertProblemAsync(HttpStatusCode.PreconditionRequired, "If-Match");
        await stale.AssertProblemAsync(HttpStatusCode.PreconditionFailed, "GET it again");
        await unreadable.AssertProblemAsync(HttpStatusCode.BadRequest, "one entity tag");
    }

    [Fact]
    public async Task Of_many_changes_to_one_version_exactly_one_wins()
    {
        // Arrange
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        var id = (await client.CreateTripAsync()).Id();

        // Act
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(async number =>
        {
            using var response = await client.PutTripAsync(id, 1, TripRequests.Body(body => body["title"] = $"Trip {number}"));
            return (number, response.StatusCode);
        }));

        // Assert
        var winner = Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.All(answers.Except([winner]), answer => Assert.Equal(HttpStatusCode.PreconditionFailed, answer.StatusCode));
        var trip = await client.GetJsonAsync($"/api/trips/{id}");
        Assert.Equal($"Trip {winner.number}", trip.GetProperty("title").GetString());
        Assert.Equal(2, trip.GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task A_deleted_trip_is_gone()
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        var id = (await client.CreateTripAsync()).Id();

        using var stale = await client.SendJsonAsync(HttpMethod.Delete, $"/api/trips/{id}", null, ("If-Match", "\"7\""));
        using var deleted = await client.DeleteAsync($"/api/trips/{id}", Cancel);
        using var again = await client.DeleteAsync($"/api/trips/{id}", Cancel);
        using var read = await client.GetAsync($"/api/trips/{id}", Cancel);
        using var changed = await client.PutTripAsync(id, 1, TripRequests.Body());

        await stale.AssertProblemAsync(HttpStatusCode.PreconditionFailed);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        await again.AssertProblemAsync(HttpStatusCode.NotFound);
        await read.AssertProblemAsync(HttpStatusCode.NotFound);
        await changed.AssertProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Someone_elses_trip_and_one_that_never_was_are_the_same()
    {
        // Arrange
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var alice = api.CreateClient(api.Pool.SignIn("alice"));
        using var mallory = api.CreateClient(api.Pool.SignIn("mallory"));
        var id = (await alice.CreateTripAsync()).Id();

        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Put, HttpMethod.Delete })
        {
            // Act
            var answers = await Task.WhenAll(new[] { id, Guid.CreateVersion7().ToString(), "#summary", "nothing" }.Select(async other =>
            {
                using var response = await mallory.SendJsonAsync(
                    method, $"/api/trips/{Uri.EscapeDataString(other)}", method == HttpMethod.Put ? TripRequests.Body().ToJsonString() : null, ("If-Match", "\"1\""));
                var problem = await response.AssertProblemAsync(HttpStatusCode.NotFound);
                return problem.GetProperty("detail").GetString();
            }));

            // Assert
            Assert.Single(answers.Distinct());
        }

        Assert.Equal(1, (await alice.GetJsonAsync($"/api/trips/{id}")).GetProperty("version").GetInt32());
        Assert.Empty((await mallory.GetJsonAsync("/api/trips")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_named_at_once()
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));

        using var response = await client.PostTripAsync(new JsonObject
        {
            ["title"] = " ",
            ["destination"] = new JsonObject { ["name"] = "", ["country"] = "XX", ["latitude"] = 90.1, ["longitude"] = -181 },
            ["startDate"] = "2026-02-30",
            ["notes"] = new string('n', 5001),
            ["distanceKm"] = -1,
            ["visibility"] = "friends",
        });

        var problem = await response.AssertProblemAsync(HttpStatusCode.BadRequest);
        Assert.Equal(
            ["destination.country", "destination.latitude", "destination.longitude", "destination.name", "distanceKm", "endDate", "notes", "startDate", "title", "visibility"],
            problem.Errors());
    }

    [Theory]
    [InlineData("title", "\"two\\nlines\"")]
    [InlineData("title", "\"\\u202Ebackwards\"")]
    [InlineData("title", "null")]
    [InlineData("destination", "null")]
    [InlineData("startDate", "\"2026-6-1\"")]
    [InlineData("startDate", "\"1026-06-01\"")]
    [InlineData("endDate", "\"2026-05-31\"")]
    [InlineData("endDate", "\"2026-06-07T00:00:00Z\"")]
    [InlineData("notes", "\"bell\\u0007\"")]
    [InlineData("distanceKm", "1000000.1")]
    public async Task A_wrong_member_is_refused_by_name(string member, string json)
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));

        using var response = await client.PostTripAsync(TripRequests.Body(body => body[member] = JsonNode.Parse(json)));

        var problem = await response.AssertProblemAsync(HttpStatusCode.BadRequest);
        Assert.Equal([member], problem.Errors());
    }

    [Theory]
    [InlineData("""{"owner":"mallory"}""", "$.owner")]
    [InlineData("""{"destination":{"planet":"Mars"}}""", "$.destination.planet")]
    [InlineData("""{"distanceKm":"far"}""", "$.distanceKm")]
    [InlineData("""{"distanceKm":1e999}""", "$.distanceKm")]
    public async Task An_unreadable_body_is_refused_with_the_place(string body, string path)
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));

        using var response = await client.SendJsonAsync(HttpMethod.Post, "/api/trips", body);

        await response.AssertProblemAsync(HttpStatusCode.BadRequest, path);
    }

    [Fact]
    public async Task A_cursor_is_good_for_its_own_list_only()
    {
        // Arrange
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var alice = api.CreateClient(api.Pool.SignIn("alice"));
        using var mallory = api.CreateClient(api.Pool.SignIn("mallory"));
        await alice.CreateTripAsync();
        await alice.CreateTripAsync(body => body["visibility"] = "public");
        var cursor = (await alice.GetJsonAsync("/api/trips?limit=1")).GetProperty("nextCursor").GetString()!;

        // Act
        using var own = await alice.GetAsync($"/api/trips?cursor={cursor}", Cancel);
        using var anothers = await mallory.GetAsync($"/api/trips?cursor={cursor}", Cancel);
        using var anotherList = await alice.GetAsync($"/api/public/trips?cursor={cursor}", Cancel);
        using var changed = await alice.GetAsync($"/api/trips?cursor={cursor[..^1]}", Cancel);

        // Assert
        await own.ReadAsync(HttpStatusCode.OK);
        Assert.Equal(["cursor"], (await anothers.AssertProblemAsync(HttpStatusCode.BadRequest)).Errors());
        Assert.Equal(["cursor"], (await anotherList.AssertProblemAsync(HttpStatusCode.BadRequest)).Errors());
        Assert.Equal(["cursor"], (await changed.AssertProblemAsync(HttpStatusCode.BadRequest)).Errors());
        Assert.DoesNotContain("alice", System.Text.Encoding.ASCII.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(cursor)));
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=101")]
    [InlineData("limit=-1")]
    [InlineData("limit=ten")]
    [InlineData("limit=")]
    [InlineData("limit=1&limit=2")]
    [InlineData("limit=99999999999999")]
    public async Task A_wrong_limit_is_refused_by_name(string query)
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));

        using var own = await client.GetAsync($"/api/trips?{query}", Cancel);
        using var open = await client.GetAsync($"/api/public/trips?{query}&cursor=%00", Cancel);

        Assert.Equal(["limit"], (await own.AssertProblemAsync(HttpStatusCode.BadRequest)).Errors());
        Assert.Equal(["cursor", "limit"], (await open.AssertProblemAsync(HttpStatusCode.BadRequest)).Errors());
    }

    [Fact]
    public async Task A_closed_account_writes_no_trips()
    {
        // Arrange
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        var id = (await client.CreateTripAsync()).Id();
        await api.DynamoDb.PutItemAsync(api.UserTable, new() { ["id"] = new(api.Pool.Sub("alice")), ["closedAt"] = new("2026-01-01T00:00:00.000Z") }, Cancel);

        // Act
        using var created = await client.PostTripAsync(TripRequests.Body(), "key");
        using var changed = await client.PutTripAsync(id, 1, TripRequests.Body());
        using var deleted = await client.DeleteAsync($"/api/trips/{id}", Cancel);

        // Assert
        await created.AssertProblemAsync(HttpStatusCode.Gone, "closed");
        await changed.AssertProblemAsync(HttpStatusCode.Gone, "closed");
        await deleted.AssertProblemAsync(HttpStatusCode.Gone, "closed");
    }
}
