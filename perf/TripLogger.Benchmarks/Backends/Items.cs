namespace TripLogger.Benchmarks.Backends;

/// <summary>Items as DynamoDB's JSON writes them.</summary>
internal static class Items
{
    private const string Time = "2026-01-01T12:00:00.000Z";

    /// <summary>Later than any token is issued: profiles are as they are for all but a token's first request.</summary>
    private static readonly long CheckedUpTo = new DateTimeOffset(2200, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();

    private static readonly DateTimeOffset FirstTrip = new(2020, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public static object Profile(string user) => new Dictionary<string, object>
    {
        ["id"] = Text(user),
        ["email"] = Text($"{user}@example.com"),
        ["displayName"] = Text("Ada"),
        ["homeCountry"] = Text("PT"),
        ["bio"] = Text("Mostly by train."),
        ["createdAt"] = Text(Time),
        ["updatedAt"] = Text(Time),
        ["version"] = Number(1),
        ["emailChecks"] = Number(1),
        ["emailCheckedUpTo"] = Number(CheckedUpTo),
    };

    public static object Trip(string user, int number) => new Dictionary<string, object>
    {
        ["userId"] = Text(user),
        ["tripId"] = Text(TripId(number)),
        ["title"] = Text("Over the Alps"),
        ["destination"] = new Dictionary<string, object>
        {
            ["M"] = new Dictionary<string, object> { ["name"] = Text("Locarno"), ["country"] = Text("CH"), ["latitude"] = Number(46.169m), ["longitude"] = Number(8.7956m) },
        },
        ["startDate"] = Text(Day(StartOf(number))),
        ["endDate"] = Text(Day(StartOf(number).AddDays(6))),
        ["notes"] = Text("By train. And on foot."),
        ["distanceKm"] = Number(312.5m),
        ["createdAt"] = Text(Time),
        ["updatedAt"] = Text(Time),
        ["version"] = Number(1),
    };

    /// <summary>The year in which every user has trips enough for a page; all others are spread over three centuries.</summary>
    public const int CommonYear = 2026;

    /// <summary>What the trips of a user come to.</summary>
    public static object Summary(string user, int trips) => new Dictionary<string, object>
    {
        ["userId"] = Text(user),
        ["tripId"] = Text("#summary"),
        ["trips#2026"] = Number(trips),
        ["days#2026"] = Number(trips * 7),
        ["km#2026"] = Number(trips * 312.5m),
        ["country#CH"] = Number(trips),
    };

    /// <summary>A UUIDv7 whose time grows with the number; the same for the same number.</summary>
    public static string TripId(int number)
    {
        var milliseconds = FirstTrip.AddMinutes(number).ToUnixTimeMilliseconds();
        return FormattableString.Invariant($"{milliseconds >> 16:x8}-{milliseconds & 0xffff:x4}-7000-8000-{number:x12}");
    }

    private static DateOnly StartOf(int number) => new DateOnly(number < 10 ? CommonYear : 1900 + (number % 300), 1, 1).AddDays(number * 7 % 350);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static Dictionary<string, string> Text(string value) => new() { ["S"] = value };

    private static Dictionary<string, string> Number(decimal value) => new() { ["N"] = FormattableString.Invariant($"{value}") };
}
