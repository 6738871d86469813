using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.DynamoDBv2.Model;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.Api.Trips;

public abstract class BatchContract(Database dynamoDb)
{
    private const string BatchId = "0b0a5c3e-6f0e-4d4c-9a53-6f2d2f1f7a11";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Trips_that_come_together_are_logged_as_each_would_be_alone()
    {
        // Arrange
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));

        // Act
        using var response = await client.PostBatchAsync([.. Enumerable.Range(1, 25).Select(number => Item($"key-{number}", body =>
        {
            body["title"] = $"Trip {number}";
            body["destination"]!["country"] = number % 2 == 0 ? "CH" : "PT";
        }))]);

        // Assert
        var answers = await response.ReadAnswersAsync();
        Assert.True(response.Headers.CacheControl?.NoStore, "Trips must not be cached: set Cache-Control: no-store.");
        Assert.All(answers, answer => Assert.Equal(201, answer.Status()));
        Assert.Equal(Enumerable.Range(1, 25).Select(number => $"Trip {number}"), answers.Select(answer => answer.Trip().GetProperty("title").GetString()));
        foreach (var trip in answers.Select(answer => answer.Trip()))
        {
            Assert.Equal(trip.GetRawText(), (await client.GetJsonAsync($"/api/trips/{trip.Id()}")).GetRawText());
        }

        var summary = await client.GetJsonAsync("/api/trips/summary");
        Assert.Equal((25, 25 * 7, 25 * 312.5m), (summary.GetProperty("trips").GetInt32(), summary.GetProperty("days").GetInt32(), summary.GetProperty("distanceKm").GetDecimal()));
        Assert.Equal([("PT", 13), ("CH", 12)], summary.GetProperty("countries").EnumerateArray().Select(country => (country.GetProperty("country").GetString()!, country.GetProperty("trips").GetInt32())));
    }

    [Fact]
    public async Task What_is_wrong_with_one_is_told_in_its_place_and_does_not_stop_the_others()
    {
        // Arrange
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        JsonNode?[] items =
        [
            Item("1", body => body["title"] = " "),
            Item("2"),
            Item("3", body => body["destination"]!["country"] = "XX"),
            new JsonObject { ["idempotencyKey"] = "4" },
            new JsonObject { ["trip"] = TripRequests.Body() },
            Item("two words"),
            null,
            Item("8"),
        ];

        // Act
        using var response = await client.PostBatchAsync(items);
        using var alone = await client.PostTripAsync(TripRequests.Body(body => body["destination"]!["country"] = "XX"), "9");

        // Assert
        var answers = await response.ReadAnswersAsync();
        Assert.Equal([400, 201, 400, 400, 400, 400, 400, 201], answers.Select(answer => answer.Status()));
        Assert.Equal(
            [["title"], ["destination.country"], ["trip"], ["idempotencyKey"], ["idempotencyKey"], ["idempotencyKey", "trip"]],
            answers.Where(answer => answer.Status() == 400).Select(answer => answer.Problem().Errors()));
        Assert.All(answers.Where(answer => answer.Status() == 400), answer => Assert.False(answer.TryGetProperty("trip", out _)));
        // The same as a single one hears.
        var single = JsonNode.Parse(await alone.Content.ReadAsStringAsync(Cancel))!.AsObject();
        single.Remove("traceId");
        Assert.True(JsonNode.DeepEquals(single, JsonNode.Parse(answers[2].Problem().GetRawText())), $"{answers[2].Problem()} is not {single.ToJsonString()}");
        Assert.Equal(2, (await client.GetJsonAsync("/api/trips/summary")).GetProperty("trips").GetInt32());
    }

    [Fact]
    public async Task A_repeated_item_gets_its_first_answer_beside_new_ones()
    {
        // Arrange
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        using var single = await client.PostTripAsync(TripRequests.Body(body => body["title"] = "Single"), "single");
        using var first = await client.PostBatchAsync(Item("1"), Item("2"));
        var known = await first.ReadAnswersAsync();
        using var changed = await client.PutTripAsync(known[0].Trip().Id(), 1, TripRequests.Body(body => body["title"] = "Changed"));

        // Act
        using var second = await client.PostBatchAsync(
            Item("1"), Item("3"), Item("2", body => body["title"] = "Another"), Item("single", body => body["title"] = "Single"), Item("4"));
        using var third = await client.PostTripAsync(TripRequests.Body(), "4");

        // Assert
        var answers = await second.ReadAnswersAsync();
        Assert.Equal([201, 201, 422, 201, 201], answers.Select(answer => answer.Status()));
        Assert.Equal(known[0].Trip().GetRawText(), answers[0].Trip().GetRawText());
        Assert.Equal(["idempotencyKey"], answers[2].Problem().Errors());
        Assert.Equal(422, answers[2].Problem().GetProperty("status").GetInt32());
        Assert.Equal((await single.ReadAsync(HttpStatusCode.Created)).GetRawText(), answers[3].Trip().GetRawText());
        Assert.Equal(answers[4].Trip().GetRawText(), (await third.ReadAsync(HttpStatusCode.Created)).GetRawText());
        await AssertTripsAsync(client, 5);
    }

    [Fact]
    public async Task A_key_that_comes_twice_in_a_request_logs_one_trip()
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));

        using var response = await client.PostBatchAsync(Item("1"), Item("1"), Item("1", body => body["notes"] = "Other words."), Item("2"));
        using var again = await client.PostBatchAsync(Item("1", body => body["notes"] = "Other words."), Item("1"));

        var answers = await response.ReadAnswersAsync();
        Assert.Equal([201, 201, 422, 201], answers.Select(answer => answer.Status()));
        Assert.Equal(answers[0].Trip().GetRawText(), answers[1].Trip().GetRawText());
        Assert.Equal([422, 201], (await again.ReadAnswersAsync()).Select(answer => answer.Status()));
        await AssertTripsAsync(client, 2);
    }

    [Fact]
    public async Task The_same_trips_sent_by_many_at_once_are_logged_once()
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(async first =>
        {
            using var response = await client.PostBatchAsync([.. Enumerable.Range(first * 4, 10).Select(number => Item($"key-{number}"))]);
            return (await response.ReadAnswersAsync()).Select((answer, index) => (Key: (first * 4) + index, Id: answer.Trip().Id())).ToArray();
        }));

        Assert.All(answers.SelectMany(answer => answer).GroupBy(answer => answer.Key), key => Assert.Single(key.Select(answer => answer.Id).Distinct()));
        await AssertTripsAsync(client, 22);
    }

    [Theory]
    [InlineData("{}", "items")]
    [InlineData("""{"items":null}""", "items")]
    [InlineData("""{"items":[]}""", "items")]
    [InlineData("""{"items":[null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null]}""", "items")]
    [InlineData("""{"batchId":"my import","items":[null]}""", "batchId")]
    [InlineData("""{"batchId":"","items":[null]}""", "batchId")]
    public async Task A_wrong_request_is_refused_by_name(string body, string member)
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));

        using var response = await client.SendJsonAsync(HttpMethod.Post, "/api/trips/batch", body);

        Assert.Equal([member], (await response.AssertProblemAsync(HttpStatusCode.BadRequest)).Errors());
    }

    [Fact]
    public async Task What_cannot_be_read_at_all_is_refused_with_the_place()
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));

        using var response = await client.PostBatchAsync(Item("1"), Item("2", body => body["distanceKm"] = "far"));

        await response.AssertProblemAsync(HttpStatusCode.BadRequest, "$.items[1].trip.distanceKm");
        await AssertTripsAsync(client, 0);
    }

    [Fact]
    public async Task The_largest_trips_fit_and_what_is_larger_is_not_read()
    {
        // Arrange
        await using var api = await TestApi.CreateOwnAsync(dynamoDb);
        api.UseKestrel();
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        // The longest that may be sent is all escapes, the longest to store all euro signs.
        var longest = new string('€', 5000);
        var items = Enumerable.Range(0, 25).Select(number => Item(number.ToString("x255", null), body =>
        {
            body["title"] = new string('€', 120);
            body["notes"] = longest;
            body["visibility"] = "public";
        })).ToArray();

        // Act
        using var largest = await client.PostBatchAsync(items);
        using var tooLarge = await client.SendJsonAsync(HttpMethod.Post, "/api/trips/batch", new string(' ', 25 * 64 * 1024) + """{"items":[]}""");

        // Assert
        Assert.All(await largest.ReadAnswersAsync(), answer => Assert.Equal(201, answer.Status()));
        await tooLarge.AssertProblemAsync(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task What_they_belong_to_stays_with_the_trip_and_is_shown_to_nobody()
    {
        // Arrange
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        using var response = await client.PostBatchAsync(BatchId.ToUpperInvariant(), Item("1", body => body["visibility"] = "public"));
        var id = Assert.Single(await response.ReadAnswersAsync()).Trip().Id();

        // Act
        using var changed = await client.PutTripAsync(id, 1, TripRequests.Body(body =>
        {
            body["title"] = "Changed";
            body["visibility"] = "public";
        }));
        using var repeated = await client.PostBatchAsync(Item("1", body => body["visibility"] = "public"));

        // Assert
        var stored = await api.DynamoDb.GetItemAsync(api.TripTable, new() { ["userId"] = new(api.Pool.Sub("alice")), ["tripId"] = new(id) }, true, Cancel);
        Assert.Equal(BatchId, stored.Item["batchId"].S);
        string[] seen =
        [
            await changed.Content.ReadAsStringAsync(Cancel),
            await repeated.Content.ReadAsStringAsync(Cancel),
            await response.Content.ReadAsStringAsync(Cancel),
            (await client.GetJsonAsync($"/api/trips/{id}")).GetRawText(),
            (await client.GetJsonAsync("/api/trips")).GetRawText(),
            (await client.GetJsonAsync("/api/public/trips?limit=100")).GetRawText(),
        ];
        Assert.All(seen, body => Assert.DoesNotContain(BatchId, body, StringComparison.OrdinalIgnoreCase));
        Assert.Equal(201, Assert.Single(await repeated.ReadAnswersAsync()).Status());
    }

    [Fact]
    public async Task A_closed_account_logs_none()
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        await api.DynamoDb.PutItemAsync(api.UserTable, new() { ["id"] = new(api.Pool.Sub("alice")), ["closedAt"] = new("2026-01-01T00:00:00.000Z") }, Cancel);

        using var response = await client.PostBatchAsync(Item("1"), Item("2"));

        await response.AssertProblemAsync(HttpStatusCode.Gone, "closed");
        var stored = await api.DynamoDb.QueryAsync(
            new QueryRequest(api.TripTable) { KeyConditionExpression = "userId = :user", ExpressionAttributeValues = new() { [":user"] = new(api.Pool.Sub("alice")) } },
            Cancel);
        Assert.Empty(stored.Items);
    }

    [Fact]
    public async Task After_a_lost_answer_the_same_request_logs_nothing_twice()
    {
        // Arrange
        await using var proxy = await DynamoDbProxy.StartAsync(dynamoDb);
        await using var api = await TestApi.CreateOwnAsync(dynamoDb, settings => settings["AWS_ENDPOINT_URL_DYNAMODB"] = proxy.Endpoint.AbsoluteUri);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        JsonObject[] items = [.. Enumerable.Range(0, 20).Select(number => Item($"key-{number}"))];
        using var before = await client.PostBatchAsync([.. items[..5]]);

        // Act: the database has done it, but the API never hears so, nor when it asks again.
        proxy.After = (operation, _) => operation == "TransactWriteItems" ? throw new IOException("The answer is lost.") : Task.CompletedTask;
        using var lost = await client.PostBatchAsync([.. items[5..]]);
        proxy.After = (_, _) => Task.CompletedTask;
        using var again = await client.PostBatchAsync([.. items]);

        // Assert
        await lost.AssertProblemAsync(HttpStatusCode.ServiceUnavailable);
        Assert.NotNull(lost.Headers.RetryAfter);
        Assert.All(await again.ReadAnswersAsync(), answer => Assert.Equal(201, answer.Status()));
        await AssertTripsAsync(client, 20);
        var summary = await client.GetJsonAsync("/api/trips/summary");
        Assert.Equal((20 * 7, 20 * 312.5m), (summary.GetProperty("days").GetInt32(), summary.GetProperty("distanceKm").GetDecimal()));
    }

    [Fact]
    public async Task A_batch_that_meets_another_write_is_repeated_until_it_gets_through()
    {
        await using var proxy = await DynamoDbProxy.StartAsync(dynamoDb);
        await using var api = await TestApi.CreateOwnAsync(dynamoDb, settings => settings["AWS_ENDPOINT_URL_DYNAMODB"] = proxy.Endpoint.AbsoluteUri);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        var conflicts = 3;
        proxy.Fault = operation => operation == "TransactWriteItems" && Interlocked.Decrement(ref conflicts) >= 0 ? DynamoDbProxy.TransactionConflict : null;

        using var response = await client.PostBatchAsync(Item("1"), Item("2"));

        Assert.All(await response.ReadAnswersAsync(), answer => Assert.Equal(201, answer.Status()));
        Assert.Equal(4, proxy.Operations.Count);
        await AssertTripsAsync(client, 2);
    }

    private static JsonObject Item(string key, Action<JsonObject>? change = null) => new() { ["idempotencyKey"] = key, ["trip"] = TripRequests.Body(change) };

    /// <summary>What the list says, and what the summary says.</summary>
    private static async Task AssertTripsAsync(HttpClient client, int number)
    {
        Assert.Equal(number, (await client.ReadAllAsync("/api/trips", limit: 100)).Count);
        Assert.Equal(number, (await client.GetJsonAsync("/api/trips/summary")).GetProperty("trips").GetInt32());
    }
}

internal static class BatchRequests
{
    public static Task<HttpResponseMessage> PostBatchAsync(this HttpClient client, params JsonNode?[] items) => client.PostBatchAsync(batchId: null, items);

    public static Task<HttpResponseMessage> PostBatchAsync(this HttpClient client, string? batchId, params JsonNode?[] items) =>
        client.SendJsonAsync(HttpMethod.Post, "/api/trips/batch", new JsonObject { ["batchId"] = batchId, ["items"] = new JsonArray([.. items.Select(item => item?.DeepClone())]) }.ToJsonString());

    public static async Task<JsonElement[]> ReadAnswersAsync(this HttpResponseMessage response) =>
        [.. (await response.ReadAsync(HttpStatusCode.OK)).GetProperty("items").EnumerateArray()];

    public static int Status(this JsonElement answer) => answer.GetProperty("status").GetInt32();

    public static JsonElement Trip(this JsonElement answer) => answer.GetProperty("trip");

    public static JsonElement Problem(this JsonElement answer) => answer.GetProperty("problem");
}
