using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.DynamoDBv2.Model;
using CsCheck;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.Api.Trips;

public abstract class SummaryContract(Database dynamoDb)
{
    [Fact]
    public async Task Without_trips_everything_is_nought()
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));

        var summary = await client.GetJsonAsync("/api/trips/summary");

        AssertJson("""{"trips":0,"days":0,"distanceKm":0,"years":[],"countries":[]}""", summary);
    }

    [Fact]
    public async Task It_adds_up_what_is_there_after_every_change()
    {
        // Arrange
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        var kept = await client.CreateTripAsync();
        var moved = await client.CreateTripAsync();
        var deleted = await client.CreateTripAsync(body => body["destination"]!["country"] = "JP");

        // Act
        using var put = await client.PutTripAsync(moved.Id(), 1, TripRequests.Body(body =>
        {
            body["startDate"] = "2025-12-31";
            body["endDate"] = "2026-01-01";
            body["distanceKm"] = 0.125;
            body["destination"]!["country"] = "PT";
        }));
        using var retitled = await client.PutTripAsync(kept.Id(), 1, TripRequests.Body(body => body["title"] = "Counts the same"));
        using var delete = await client.DeleteAsync($"/api/trips/{deleted.Id()}", TestContext.Current.CancellationToken);

        // Assert
        AssertJson(
            """
            {
              "trips":2, "days":9, "distanceKm":312.625,
              "years":[{"year":2026,"trips":1,"days":7,"distanceKm":312.5},{"year":2025,"trips":1,"days":2,"distanceKm":0.125}],
              "countries":[{"country":"CH","trips":1},{"country":"PT","trips":1}]
            }
            """,
            await client.GetJsonAsync("/api/trips/summary"));
    }

    /// <summary>Whoever logs the longest and farthest trips that there can be, for as long as they like, gets right sums.</summary>
    [Fact]
    public async Task No_number_of_extreme_trips_is_too_much_for_the_sums()
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        var number = 0;

        await Histories.SampleAsync(
            async history =>
            {
                // Arrange: a patient past of many such trips, which nobody wants to log one by one here.
                var name = $"patient-{Interlocked.Increment(ref number)}";
                using var client = api.CreateClient(api.Pool.SignIn(name));
                var counters = new Dictionary<string, decimal>();
                foreach (var (year, trips) in history.Past)
                {
                    Count(counters, year, "AQ", trips, trips * 109_938m, trips * 1_000_000m);
                }

                var item = counters.ToDictionary(counter => counter.Key, counter => new AttributeValue { N = counter.Value.ToString(CultureInfo.InvariantCulture) });
                item["userId"] = new(api.Pool.Sub(name));
                item["tripId"] = new("#summary");
                await api.DynamoDb.PutItemAsync(api.TripTable, item, TestContext.Current.CancellationToken);

                // Act
                var ids = new List<string>();
                foreach (var trip in history.Trips)
                {
                    ids.Add((await client.CreateTripAsync(trip.Write)).Id());
                    trip.Count(counters, 1);
                }

                using var moved = await client.PutTripAsync(ids[0], 1, TripRequests.Body(history.Trips[^1].Write));
                using var deleted = await client.DeleteAsync($"/api/trips/{ids[^1]}", TestContext.Current.CancellationToken);
                history.Trips[0].Count(counters, -1);

                // Assert
                Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NoContent), (moved.StatusCode, deleted.StatusCode));
                var summary = await client.GetJsonAsync("/api/trips/summary");
                AssertJson(Expected(counters), summary);
                Assert.Equal(summary.GetRawText(), (await client.GetJsonAsync("/api/profile/export")).GetProperty("summary").GetRawText());
                Assert.Equal(ids.Count - 1, (await client.ReadAllAsync("/api/trips", limit: 100)).Count);
            },
            iter: 12,
            threads: 1);
    }

    private static readonly Gen<ExtremeTrip> Trip = Gen.Select(
        Any(1900, 1901, 2000, 2199, 2200),
        Any(1900, 2200),
        Any(0m, 0.001m, 0.1m, 999_999.999m, 1_000_000m),
        Any("AQ", "CH"),
        (start, end, km, country) => new ExtremeTrip(start, Math.Max(start, end), km, country));

    private static readonly Gen<(List<(int Year, long Trips)> Past, ExtremeTrip[] Trips)> Histories = Gen.Select(
        Gen.Long[20_000, 1_000_000_000_000].Select(trips => new List<(int, long)> { (1900, trips), (2000, trips / 2), (2200, 1) }),
        Trip.Array[2, 6]);

    private static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static void Count(Dictionary<string, decimal> counters, int year, string country, decimal trips, decimal days, decimal kilometres)
    {
        foreach (var (counter, value) in new[] { ($"trips#{year}", trips), ($"days#{year}", days), ($"km#{year}", kilometres), ($"country#{country}", trips) })
        {
            counters[counter] = counters.GetValueOrDefault(counter) + value;
        }
    }

    private static string Expected(Dictionary<string, decimal> counters)
    {
        var years = counters.Where(counter => counter.Key.StartsWith("trips#", StringComparison.Ordinal) && counter.Value > 0)
            .Select(counter => counter.Key["trips#".Length..])
            .OrderDescending(StringComparer.Ordinal)
            .ToArray();
        decimal Sum(string counter) => years.Sum(year => counters[$"{counter}#{year}"]);
        return JsonSerializer.Serialize(new
        {
            trips = Sum("trips"),
            days = Sum("days"),
            distanceKm = Sum("km"),
            years = years.Select(year => new { year = int.Parse(year, CultureInfo.InvariantCulture), trips = counters[$"trips#{year}"], days = counters[$"days#{year}"], distanceKm = counters[$"km#{year}"] }),
            countries = counters.Where(counter => counter.Key.StartsWith("country#", StringComparison.Ordinal) && counter.Value > 0)
                .OrderByDescending(counter => counter.Value)
                .ThenBy(counter => counter.Key, StringComparer.Ordinal)
                .Select(counter => new { country = counter.Key["country#".Length..], trips = counter.Value }),
        });
    }

    /// <summary>From the first day of a year to the last of another.</summary>
    private sealed record ExtremeTrip(int StartYear, int EndYear, decimal Kilometres, string Country)
    {
        private DateOnly Start => new(StartYear, 1, 1);

        private DateOnly End => new(EndYear, 12, 31);

        public void Write(JsonObject body)
        {
            body["startDate"] = Start.ToString("O", CultureInfo.InvariantCulture);
            body["endDate"] = End.ToString("O", CultureInfo.InvariantCulture);
            body["distanceKm"] = Kilometres;
            body["destination"]!["country"] = Country;
        }

        public void Count(Dictionary<string, decimal> counters, int times) =>
            SummaryContract.Count(counters, StartYear, Country, times, times * (End.DayNumber - Start.DayNumber + 1m), times * Kilometres);
    }

    private static void AssertJson(string expected, JsonElement actual) =>
        Assert.True(JsonElement.DeepEquals(JsonSerializer.Deserialize<JsonElement>(expected), actual), $"Expected {expected}, but it is {actual.GetRawText()}");
}
