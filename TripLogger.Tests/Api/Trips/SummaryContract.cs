using System.Text.Json;
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

    private static void AssertJson(string expected, JsonElement actual) =>
        Assert.True(JsonElement.DeepEquals(JsonSerializer.Deserialize<JsonElement>(expected), actual), $"Expected {expected}, but it is {actual.GetRawText()}");
}
