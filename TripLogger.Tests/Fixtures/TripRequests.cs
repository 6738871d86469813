using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TripLogger.Tests.Fixtures;

/// <summary>Trips, and how callers log them.</summary>
internal static class TripRequests
{
    /// <summary>A complete trip.</summary>
    public static JsonObject Body(Action<JsonObject>? change = null)
    {
        var body = new JsonObject
        {
            ["title"] = "Over the Alps",
            ["destination"] = new JsonObject { ["name"] = "Locarno", ["country"] = "CH", ["latitude"] = 46.1690, ["longitude"] = 8.7956 },
            ["startDate"] = "2026-06-01",
            ["endDate"] = "2026-06-07",
            ["notes"] = "By train.\nAnd on foot.",
            ["distanceKm"] = 312.5,
            ["visibility"] = "private",
        };
        change?.Invoke(body);
        return body;
    }

    /// <summary>Two of them, to be logged at once.</summary>
    public static JsonObject BatchBody() => new()
    {
        ["items"] = new JsonArray([.. Enumerable.Range(1, 2).Select(number => new JsonObject { ["idempotencyKey"] = $"key-{number}", ["trip"] = Body() })]),
    };

    public static Task<HttpResponseMessage> PostTripAsync(this HttpClient client, JsonObject body, string? idempotencyKey = null) =>
        client.SendJsonAsync(HttpMethod.Post, "/api/trips", body.ToJsonString(), idempotencyKey is null ? [] : [("Idempotency-Key", idempotencyKey)]);

    /// <summary>Logs a trip and answers it.</summary>
    public static async Task<JsonElement> CreateTripAsync(this HttpClient client, Action<JsonObject>? change = null)
    {
        using var response = await client.PostTripAsync(Body(change));
        return await response.ReadAsync(HttpStatusCode.Created);
    }

    public static Task<HttpResponseMessage> PutTripAsync(this HttpClient client, string id, int version, JsonObject body) =>
        client.SendJsonAsync(HttpMethod.Put, $"/api/trips/{id}", body.ToJsonString(), ("If-Match", $"\"{version}\""));

    public static string Id(this JsonElement trip) => trip.GetProperty("id").GetString()!;

    /// <summary>All pages of a list.</summary>
    public static async Task<List<JsonElement>> ReadAllAsync(this HttpClient client, string path, int limit)
    {
        var items = new List<JsonElement>();
        for (var cursor = ""; ;)
        {
            var page = await client.GetJsonAsync($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit={limit}{cursor}");
            items.AddRange(page.GetProperty("items").EnumerateArray());
            if (page.GetProperty("nextCursor").GetString() is not { } next)
            {
                return items;
            }

            cursor = $"&cursor={next}";
        }
    }
}
