using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.Api;

/// <summary>Text is what is seen: without anything to see it is none, and what belongs to visible text stays in it.</summary>
public sealed class DrawnTextTests(DynamoDbLocal dynamoDb)
{
    /// <summary>Nothing of these is drawn.</summary>
    private static readonly string[] Blank =
    [
        " ", "\u00A0", "\u3000", "\u2028", "\u00AD", "\u034F", "\u061C", "\u115F", "\u1160", "\u17B4", "\u180B", "\u180E", "\u200B", "\u200C", "\u200D", "\u200E",
        "\u2060", "\u2061", "\u206F", "\u2800", "\u3164", "\uFE00", "\uFE0F", "\uFEFF", "\uFFA0", "\uFFF0", "\U000E0001", "\U000E0100", "\U0001D159", "\U0001D173", "\U00013441",
        "\u200B\u200D \uFE0F\u2800",
    ];

    private static readonly string[] Visible =
    [
        "👩\u200D👩\u200D👧", "❤\uFE0F", "می\u200Cخواهم", "क\u094D\u200Dष", "co\u00ADoperate", "🏴\U000E0067\U000E0062\U000E0073\U000E0063\U000E0074\U000E007F", "葛\U000E0100", "·", "-", "ᄀ\u1160", "\u0301",
    ];

    public static TheoryData<string> BlankTexts => [.. Blank.Select(Escaped)];

    public static TheoryData<string> VisibleTexts => [.. Visible.Select(Escaped)];

    [Theory]
    [MemberData(nameof(BlankTexts))]
    public async Task What_shows_nothing_is_no_text(string escaped)
    {
        var text = Unescaped(escaped);
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        await client.GetJsonAsync("/api/profile");

        using var title = await client.PostTripAsync(TripRequests.Body(body => body["title"] = text));
        using var place = await client.PostTripAsync(TripRequests.Body(body => body["destination"]!["name"] = text));
        var trip = await client.CreateTripAsync(body => body["notes"] = text);
        using var profile = await client.SendJsonAsync(HttpMethod.Put, "/api/profile", new JsonObject { ["displayName"] = text, ["bio"] = text }.ToJsonString(), ("If-Match", "\"1\""));

        Assert.Equal(["title"], (await title.AssertProblemAsync(HttpStatusCode.BadRequest)).Errors());
        Assert.Equal(["destination.name"], (await place.AssertProblemAsync(HttpStatusCode.BadRequest)).Errors());
        Assert.Equal("", trip.GetProperty("notes").GetString());
        var named = await profile.ReadAsync(HttpStatusCode.OK);
        Assert.All(["displayName", "bio"], member => Assert.Equal(JsonValueKind.Null, named.GetProperty(member).ValueKind));
    }

    [Theory]
    [MemberData(nameof(VisibleTexts))]
    public async Task What_belongs_to_visible_text_stays_in_it(string escaped)
    {
        var text = Unescaped(escaped);
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));

        var trip = await client.CreateTripAsync(body =>
        {
            body["title"] = text;
            body["notes"] = text;
            body["destination"]!["name"] = text;
        });

        Assert.Equal([text, text, text], [trip.GetProperty("title").GetString(), trip.GetProperty("notes").GetString(), trip.GetProperty("destination").GetProperty("name").GetString()]);
    }

    // Names of tests must be readable.
    private static string Escaped(string text) => string.Join(' ', text.EnumerateRunes().Select(rune => $"U+{rune.Value:X4}"));

    private static string Unescaped(string escaped) =>
        string.Concat(escaped.Split(' ').Select(point => char.ConvertFromUtf32(int.Parse(point.AsSpan(2), System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture))));
}
