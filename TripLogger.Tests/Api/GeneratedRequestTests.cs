using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.Api;

/// <summary>Whatever is sent, the answer is the sender's to read: never a 500, never a page, never our insides.</summary>
public sealed class GeneratedRequestTests(DynamoDbLocal dynamoDb)
{
    private static readonly string[] Members = ["title", "destination", "startDate", "endDate", "notes", "distanceKm", "visibility"];

    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.String,
        Gen.String[Gen.Char['\u0000', '\u001f'], 1, 5],
        Gen.Const(new string('x', 6000)),
        Any("", " ", "\u202Etxt", "\0", "2026-02-30", "9999-12-31", "0001-01-01", "NaN", "🧭", "../../etc/passwd", "' OR 1=1 --", "<script>"));

    private static readonly Gen<JsonNode?> Value = Gen.OneOf(
        Text.Select(text => (JsonNode?)JsonValue.Create(text)),
        Gen.Double.Where(double.IsFinite).Select(number => (JsonNode?)JsonValue.Create(number)),
        Gen.Int.Select(number => (JsonNode?)JsonValue.Create(number)),
        Gen.Bool.Select(flag => (JsonNode?)JsonValue.Create(flag)),
        Gen.Const((JsonNode?)null),
        Gen.Const(0).Select(_ => (JsonNode?)new JsonArray(1, "two", null)),
        Gen.Const(0).Select(_ => (JsonNode?)new JsonObject { ["name"] = 1 }));

    /// <summary>A body with at least one wrong member: one that is unknown beside any number of odd ones.</summary>
    private static readonly Gen<string> BadBody = Gen.OneOf(
        Gen.Select(Any(Members), Value, Text).Select((member, value, name) => TripRequests.Body(body =>
        {
            body[member] = value;
            body[$"unknown {name}"] = 1;
        }).ToJsonString()),
        Gen.Select(Any(Members), Gen.Const(0)).Select((member, _) => TripRequests.Body(body => body[member] = new JsonArray(new JsonArray())).ToJsonString()),
        Gen.Int[0, 200].Select(length => TripRequests.Body().ToJsonString()[..length]),
        Gen.Int[1, 2000].Select(depth => new string('[', depth)),
        Text.Select(text => text + "{"));

    [Fact]
    public async Task Bad_bodies_queries_headers_and_cursors_are_always_problems_of_the_sender()
    {
        // Arrange
        await using var api = await TestApi.CreateOwnAsync(dynamoDb, TestApi.ForLoad);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        var id = (await client.CreateTripAsync()).Id();

        var requests = Gen.OneOf(
            Gen.Select(BadBody, Any("POST /api/trips", $"PUT /api/trips/{id}")).Select((body, route) => (Route: route, Body: (string?)body, IfMatch: "\"1\"")),
            BadBody.Select(body => (Route: "POST /api/trips/batch", Body: (string?)$$"""{"items":[{"idempotencyKey":"key","trip":{{body}}}]}""", IfMatch: "\"1\"")),
            Text.Where(text => text.Length > 0 && text != "\"1\"").Select(text => (Route: $"PUT /api/trips/{id}", Body: (string?)TripRequests.Body().ToJsonString(), IfMatch: Header(text))),
            Text.Select(text => (Route: $"GET /api/trips?cursor={Uri.EscapeDataString(Valid(text))}", Body: (string?)null, IfMatch: "\"1\"")),
            Text.Where(text => !int.TryParse(text, out var limit) || limit is < 1 or > 100).Select(text => (Route: $"GET /api/public/trips?limit={Uri.EscapeDataString(Valid(text))}", Body: (string?)null, IfMatch: "\"1\"")),
            // A NUL in a path does not get past the server itself, a dot not past the client.
            Text.Select(text => (Route: $"DELETE /api/trips/x{Uri.EscapeDataString(Valid(text).Replace("\0", "", StringComparison.Ordinal))}", Body: (string?)null, IfMatch: "\"1\"")));

        // Act, Assert
        await requests.SampleAsync(
            async request =>
            {
                var (method, path) = (request.Route.Split(' ', 2)[0], request.Route.Split(' ', 2)[1]);
                using var response = await client.SendJsonAsync(new HttpMethod(method), path, request.Body, ("If-Match", request.IfMatch));
                var answer = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                Assert.True((int)response.StatusCode is >= 400 and < 500, $"{request} answered {(int)response.StatusCode}: {answer}");
                Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
                Assert.Equal((int)response.StatusCode, JsonSerializer.Deserialize<JsonElement>(answer).GetProperty("status").GetInt32());
                Assert.DoesNotContain("TripLogger.", answer);
                Assert.DoesNotContain("   at ", answer);
            },
            iter: 3000,
            threads: 2);

        Assert.Equal(1, (await client.GetJsonAsync($"/api/trips/{id}")).GetProperty("version").GetInt32());
        Assert.Equal(1, (await client.GetJsonAsync("/api/trips/summary")).GetProperty("trips").GetInt32());
    }

    private static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    /// <summary>What a header can carry at all: the rest no client can send.</summary>
    private static string Header(string text)
    {
        var visible = string.Concat(text.Where(character => character is >= ' ' and <= '~')).Trim();
        return visible.Length == 0 ? "none" : visible[..Math.Min(visible.Length, 1000)];
    }

    /// <summary>The same without halves of surrogate pairs, which have no place in an address, and as long as an address may be.</summary>
    private static string Valid(string text)
    {
        var valid = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        return valid.Length > 500 ? new string('x', 500) : valid;
    }
}
