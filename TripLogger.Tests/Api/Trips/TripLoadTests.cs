using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.Api.Trips;

/// <summary>What must hold when very much happens at once: at a database of their own, which would keep other tests waiting.</summary>
public sealed class TripLoadTests(DynamoDbLocal dynamoDb) : IClassFixture<DynamoDbLocal>
{
    private static readonly string[] Countries = ["CH", "PT", "JP", "ZA"];

    [Fact]
    public async Task A_thousand_parallel_requests_with_a_hundred_keys_log_a_hundred_trips()
    {
        // Arrange
        await using var api = await TestApi.CreateOwnAsync(dynamoDb, TestApi.ForLoad);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        // They wait in line, and other tests run beside.
        client.Timeout = TimeSpan.FromMinutes(5);

        // Act
        var answers = await Task.WhenAll(Enumerable.Range(0, 1000).Select(number => LogAsync(number % 100)));

        // Assert
        Assert.All(answers.GroupBy(answer => answer.Key), group => Assert.Single(group.Select(answer => answer.Id).Distinct()));
        Assert.Equal(100, (await client.ReadAllAsync("/api/trips", limit: 100)).Count);
        Assert.Equal(100, (await client.GetJsonAsync("/api/trips/summary")).GetProperty("trips").GetInt32());

        // A slow machine may answer 503; the key is what makes it safe to come back, when the answer says so.
        async Task<(int Key, string Id)> LogAsync(int key)
        {
            while (true)
            {
                using var response = await client.PostTripAsync(TripRequests.Body(body => body["title"] = $"Trip {key}"), $"key-{key}");
                if (response.StatusCode != HttpStatusCode.ServiceUnavailable)
                {
                    return (key, (await response.ReadAsync(HttpStatusCode.Created)).Id());
                }

                await Task.Delay(response.Headers.RetryAfter!.Delta!.Value * Random.Shared.Next(50, 150) / 100, TestContext.Current.CancellationToken);
            }
        }
    }

    [Fact]
    public async Task After_thousands_of_parallel_changes_it_is_what_a_recount_says()
    {
        // Arrange
        const int Travellers = 8;
        const int ChangesOfEach = 250;
        await using var api = await TestApi.CreateOwnAsync(dynamoDb, TestApi.ForLoad);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));

        // Act
        await Task.WhenAll(Enumerable.Range(0, Travellers).Select(seed => ChangeAsync(new Random(seed))));

        // Assert
        var trips = await client.ReadAllAsync("/api/trips", limit: 100);
        Assert.NotEmpty(trips);
        var summary = await client.GetJsonAsync("/api/trips/summary");
        var recount = Recount(trips);
        Assert.True(JsonNode.DeepEquals(recount, JsonNode.Parse(summary.GetRawText())), $"The summary says {summary}, a recount {recount.ToJsonString()}");

        async Task ChangeAsync(Random random)
        {
            var own = new List<(string Id, int Version)>();
            for (var change = 0; change < ChangesOfEach; change++)
            {
                var body = TripRequests.Body(body =>
                {
                    body["startDate"] = $"{2020 + random.Next(5)}-01-0{1 + random.Next(4)}";
                    body["endDate"] = $"2024-12-{10 + random.Next(20)}";
                    body["distanceKm"] = random.Next(1, 1_000_000) / 1000m;
                    body["destination"]!["country"] = Countries[random.Next(4)];
                });
                var index = own.Count == 0 ? -1 : random.Next(own.Count);
                var dice = random.Next(10);
                using var response = (dice, index) switch
                {
                    ( < 4, _) or (_, -1) => await client.PostTripAsync(body),
                    ( < 7, _) => await client.PutTripAsync(own[index].Id, own[index].Version, body),
                    _ => await client.DeleteAsync($"/api/trips/{own[index].Id}", TestContext.Current.CancellationToken),
                };
                switch (response.StatusCode)
                {
                    case HttpStatusCode.Created:
                        own.Add(((await response.ReadAsync(HttpStatusCode.Created)).Id(), 1));
                        break;
                    case HttpStatusCode.OK:
                        own[index] = (own[index].Id, own[index].Version + 1);
                        break;
                    case HttpStatusCode.NoContent:
                        own.RemoveAt(index);
                        break;
                    case HttpStatusCode.ServiceUnavailable when index >= 0:
                        // Nobody knows whether it was done: leave this trip alone, the recount will tell.
                        own.RemoveAt(index);
                        break;
                    case HttpStatusCode.ServiceUnavailable:
                        break;
                    default:
                        await response.ReadAsync(HttpStatusCode.OK);
                        break;
                }
            }
        }
    }

    [Fact]
    public async Task A_page_too_large_for_one_answer_of_the_database_goes_on_in_the_next()
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        await Parallel.ForEachAsync(
            Enumerable.Range(0, 80),
            new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = TestContext.Current.CancellationToken },
            async (_, _) => await client.CreateTripAsync(body => body["notes"] = new string('€', 5000)));

        var page = await client.GetJsonAsync("/api/trips?limit=100");
        var all = await client.ReadAllAsync("/api/trips", limit: 100);

        Assert.InRange(page.GetProperty("items").GetArrayLength(), 1, 79);
        Assert.Equal(80, all.Select(TripRequests.Id).Distinct().Count());
        Assert.Equal(80, all.Count);
    }

    private static JsonObject Recount(IReadOnlyList<JsonElement> trips)
    {
        var counted = trips.Select(trip => (
            Date(trip, "startDate").Year,
            Days: Date(trip, "endDate").DayNumber - Date(trip, "startDate").DayNumber + 1,
            Km: trip.GetProperty("distanceKm").GetDecimal(),
            Country: trip.GetProperty("destination").GetProperty("country").GetString()!)).ToArray();
        return new JsonObject
        {
            ["trips"] = counted.Length,
            ["days"] = counted.Sum(trip => trip.Days),
            ["distanceKm"] = counted.Sum(trip => trip.Km),
            ["years"] = new JsonArray([.. counted.GroupBy(trip => trip.Year).OrderByDescending(year => year.Key).Select(year => new JsonObject
            {
                ["year"] = year.Key,
                ["trips"] = year.Count(),
                ["days"] = year.Sum(trip => trip.Days),
                ["distanceKm"] = year.Sum(trip => trip.Km),
            })]),
            ["countries"] = new JsonArray([.. counted.GroupBy(trip => trip.Country).OrderByDescending(country => country.Count()).ThenBy(country => country.Key, StringComparer.Ordinal).Select(country => new JsonObject
            {
                ["country"] = country.Key,
                ["trips"] = country.Count(),
            })]),
        };
    }

    private static DateOnly Date(JsonElement trip, string member) => DateOnly.Parse(trip.GetProperty(member).GetString()!, CultureInfo.InvariantCulture);
}
