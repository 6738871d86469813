using System.Buffers.Text;
using System.Net;
using System.Text;
using System.Text.Json;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.Api.Trips;

/// <summary>The caller's trips, by the day they began.</summary>
public abstract class TripListContract(Database dynamoDb)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Trips_are_listed_by_the_day_they_began_whatever_the_order_of_typing()
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        string[] days = ["2019-07-04", "2026-12-31", "1900-01-01", "2026-01-01", "2200-12-31", "2020-02-29"];
        foreach (var day in days)
        {
            await LogAsync(client, day);
        }

        // A summary and the key of a request are in the same partition, and not in the list.
        using var keyed = await client.PostTripAsync(TripRequests.Body(body => (body["startDate"], body["endDate"]) = ("2021-05-05", "2021-05-05")), "key");

        var list = await client.ReadAllAsync("/api/trips", limit: 3);

        Assert.Equal(days.Append("2021-05-05").OrderDescending(StringComparer.Ordinal), list.Select(Start));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(9)]
    public async Task Trips_of_one_day_are_paged_without_gap_or_repetition(int limit)
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        var logged = new List<string>();
        foreach (var day in Enumerable.Repeat("2025-03-01", 7).Prepend("2025-03-02").Append("2025-02-28"))
        {
            logged.Add(await LogAsync(client, day));
        }

        var paged = await client.ReadAllAsync("/api/trips", limit);

        Assert.Equal(logged.Order(), paged.Select(TripRequests.Id).Order());
        Assert.Equal((logged[0], logged[^1]), (paged[0].Id(), paged[^1].Id()));
    }

    [Theory]
    [InlineData(3, 3, "3")]
    [InlineData(6, 3, "3 3")]
    [InlineData(7, 3, "3 3 1")]
    [InlineData(20, null, "20")]
    [InlineData(21, null, "20 1")]
    [InlineData(0, null, "0")]
    public async Task A_page_that_is_full_is_the_last_one_when_nothing_follows(int trips, int? limit, string pages)
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        await Task.WhenAll(Enumerable.Range(0, trips).Select(number => LogAsync(client, $"2025-01-{number + 1:00}")));

        var lengths = new List<int>();
        for (var cursor = ""; cursor is not null;)
        {
            var page = await client.GetJsonAsync($"/api/trips?{(limit is null ? "" : $"limit={limit}")}{cursor}".TrimEnd('?'));
            lengths.Add(page.GetProperty("items").GetArrayLength());
            cursor = page.GetProperty("nextCursor").GetString() is { } next ? $"&cursor={next}" : null;
        }

        Assert.Equal(pages, string.Join(' ', lengths));
    }

    [Fact]
    public async Task A_year_has_the_trips_that_began_in_it()
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        await LogAsync(client, "2023-12-31");
        string[] wanted = [await LogAsync(client, "2024-01-01"), await LogAsync(client, "2024-12-31", "2025-01-06"), await LogAsync(client, "2024-06-15")];
        await LogAsync(client, "2025-01-01");

        Assert.Equal([wanted[1], wanted[2], wanted[0]], (await client.ReadAllAsync("/api/trips?year=2024", limit: 1)).Select(TripRequests.Id));
        Assert.Equal([wanted[1], wanted[2], wanted[0]], (await client.ReadAllAsync("/api/trips?year=2024", limit: 3)).Select(TripRequests.Id));
        Assert.Empty((await client.GetJsonAsync("/api/trips?year=2022")).GetProperty("items").EnumerateArray());
    }

    [Theory]
    [InlineData("year=1899")]
    [InlineData("year=2201")]
    [InlineData("year=24")]
    [InlineData("year=02024")]
    [InlineData("year=-2024")]
    [InlineData("year=")]
    [InlineData("year=all")]
    [InlineData("year=2024&year=2025")]
    public async Task A_wrong_year_is_refused_by_name(string query)
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));

        using var response = await client.GetAsync($"/api/trips?limit=0&{query}", Cancel);

        Assert.Equal(["limit", "year"], (await response.AssertProblemAsync(HttpStatusCode.BadRequest)).Errors());
    }

    [Fact]
    public async Task A_cursor_is_good_for_the_year_that_it_came_with()
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        await LogAsync(client, "2024-05-01");
        await LogAsync(client, "2024-06-01");
        var cursor = (await client.GetJsonAsync("/api/trips?limit=1&year=2024")).GetProperty("nextCursor").GetString()!;

        // The same with another day written into it, which DynamoDB would not start from.
        var bytes = Base64Url.DecodeFromChars(cursor);
        Encoding.ASCII.GetBytes("2023-05-01").CopyTo(bytes, bytes.AsSpan().IndexOf("2024-06-01"u8));

        foreach (var query in new[] { $"cursor={cursor}", $"year=2023&cursor={cursor}", $"year=2024&cursor={Base64Url.EncodeToString(bytes)}" })
        {
            using var refused = await client.GetAsync($"/api/trips?{query}", Cancel);
            Assert.Equal(["cursor"], (await refused.AssertProblemAsync(HttpStatusCode.BadRequest)).Errors());
        }
    }

    [Fact]
    public async Task An_edited_trip_keeps_its_place_and_moves_when_its_first_day_does()
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        string[] ids = [await LogAsync(client, "2025-03-01"), await LogAsync(client, "2025-02-01"), await LogAsync(client, "2025-01-01")];

        using var renamed = await client.PutTripAsync(ids[1], 1, TripRequests.Body(body => (body["title"], body["startDate"], body["endDate"]) = ("Renamed", "2025-02-01", "2025-02-01")));
        var kept = await client.ReadAllAsync("/api/trips", limit: 2);
        using var moved = await client.PutTripAsync(ids[1], 2, TripRequests.Body(body => (body["startDate"], body["endDate"]) = ("2024-12-24", "2024-12-24")));
        var after = await client.ReadAllAsync("/api/trips", limit: 2);

        Assert.Equal(ids, kept.Select(TripRequests.Id));
        Assert.Equal("Renamed", kept[1].GetProperty("title").GetString());
        Assert.Equal([ids[0], ids[2], ids[1]], after.Select(TripRequests.Id));
        Assert.Equal(ids[1], Assert.Single(await client.ReadAllAsync("/api/trips?year=2024", limit: 2)).Id());
    }

    [Fact]
    public async Task A_list_goes_on_behind_a_trip_that_was_deleted_meanwhile()
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        string[] ids = [await LogAsync(client, "2025-03-01"), await LogAsync(client, "2025-02-01"), await LogAsync(client, "2025-01-01")];
        var cursor = (await client.GetJsonAsync("/api/trips?limit=2")).GetProperty("nextCursor").GetString();

        using var deleted = await client.DeleteAsync($"/api/trips/{ids[1]}", Cancel);
        var rest = await client.GetJsonAsync($"/api/trips?cursor={cursor}");

        Assert.Equal(ids[2], Assert.Single(rest.GetProperty("items").EnumerateArray()).Id());
    }

    private static string Start(JsonElement trip) => trip.GetProperty("startDate").GetString()!;

    /// <summary>Logs a trip of these days and answers its id.</summary>
    private static async Task<string> LogAsync(HttpClient client, string first, string? last = null) =>
        (await client.CreateTripAsync(body => (body["startDate"], body["endDate"]) = (first, last ?? first))).Id();
}
