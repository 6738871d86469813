namespace TripLogger.AppHost.LocalCloud.Commands;

/// <summary>Who comes with <b>Seed demo data</b>. example.com is reserved: no mail reaches anyone.</summary>
internal static class DemoTravellers
{
    /// <summary>The same for all of them; only good on this machine.</summary>
    public const string Password = "Demo-Trips-2026";

    public static IReadOnlyList<DemoTraveller> All { get; } =
    [
        new("ines@example.com", "Inês Duarte", "PT", "By train where there are rails, on foot where there are none.",
        [
            new("Over the Gotthard", new("Andermatt", "CH", 46.6357, 8.5939), "2024-06-14", "2024-06-21", "The old pass road, three days of it in fog.", 412.6, "public"),
            new("Douro by local trains", new("Pinhão", "PT", 41.1906, -7.5461), "2025-04-05", "2025-04-09", "Sit on the right side going up.", 348.2, "public"),
            new("Two weeks on the Shikoku trail", new("Tokushima", "JP", 34.0703, 134.5548), "2025-10-11", "2025-10-26", "Temples 1 to 23. Come back for the rest.", 11_842.0, "public"),
            new("Grandmother's birthday", new("Évora", "PT", 38.5714, -7.9135), "2026-02-20", "2026-02-22", "Bring the almond cake.", 270.5, "private"),
        ]),
        new("thabo@example.com", "Thabo Nkosi", "ZA", "Mountains, mostly.",
        [
            new("Drakensberg traverse", new("Royal Natal", "ZA", -28.7106, 28.9208), "2024-03-22", "2024-03-29", "Chain ladders are easier up than down.", 684.0, "public"),
            new("Kilimanjaro by the Lemosho route", new("Moshi", "TZ", -3.3349, 37.3404), "2025-01-18", "2025-01-28", "Eight days were not one too many.", 6_120.4, "public"),
            new("Torres del Paine", new("Puerto Natales", "CL", -51.7236, -72.4875), "2025-12-02", "2025-12-14", "The wind is as they say.", 16_310.0, "public"),
        ]),
        new("mei@example.com", "Mei Lindqvist", "SE", "Looks for good bakeries and empty beaches.",
        [
            new("Lofoten in the midnight sun", new("Reine", "NO", 67.9324, 13.0887), "2024-06-28", "2024-07-06", "Cinnamon buns in Å, every day.", 2_874.9, "public"),
            new("Down the Pacific Coast Highway", new("Big Sur", "US", 36.2704, -121.8081), "2025-05-09", "2025-05-19", "Fog until noon, then the best light.", 18_455.3, "public"),
            new("Work week", new("Singapore", "SG", 1.3521, 103.8198), "2026-01-12", "2026-01-17", "Kaya toast near the office.", 19_220.0, "private"),
            new("Islands by ferry", new("Naxos", "GR", 37.1036, 25.3777), "2026-05-15", "2026-05-24", "Naxos, Koufonisia, Amorgos.", 5_630.7, "public"),
        ]),
    ];
}

/// <summary>A traveller with trips.</summary>
internal sealed record DemoTraveller(string Email, string DisplayName, string HomeCountry, string Bio, IReadOnlyList<DemoTrip> Trips)
{
    /// <summary>The body of PUT /api/profile.</summary>
    public object Profile => new { DisplayName, HomeCountry, Bio };
}

/// <summary>The body of POST /api/trips.</summary>
internal sealed record DemoTrip(string Title, DemoDestination Destination, string StartDate, string EndDate, string Notes, double DistanceKm, string Visibility);

/// <summary>Where a trip went.</summary>
internal sealed record DemoDestination(string Name, string Country, double Latitude, double Longitude);
