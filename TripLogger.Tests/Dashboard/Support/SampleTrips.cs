using System.Text.Json.Nodes;

namespace TripLogger.Tests.Dashboard.Support;

/// <summary>A traveller worth a screenshot.</summary>
internal static class SampleTrips
{
    public static JsonObject Profile => new() { ["displayName"] = "Inês Duarte", ["homeCountry"] = "PT", ["bio"] = "Slow trains, long walks, and a notebook that never stays dry." };

    public static IEnumerable<JsonObject> All =>
    [
        Trip("Night train to the midnight sun", "Narvik", "NO", 68.4385, 17.4273, "2026-06-18", "2026-06-27", 3120, "public", "White nights, and a cabin with a view of the fjord."),
        Trip("Cherry blossom by slow train", "Kyoto", "JP", 35.0116, 135.7681, "2026-03-28", "2026-04-11", 2260, "public", "From Tokyo along the coast; the last stretch on foot."),
        Trip("Christmas markets", "Nuremberg", "DE", 49.4521, 11.0767, "2025-12-05", "2025-12-08", 420, "private", "Gingerbread to bring home."),
        Trip("Across the Atlas", "Imlil", "MA", 31.1376, -7.9194, "2025-10-02", "2025-10-12", 1850, "public", "Three passes, two blisters, one mule."),
        Trip("A week on the Azores", "Ponta Delgada", "PT", 37.7412, -25.6756, "2025-05-10", "2025-05-17", 2900, "private", "Whales on the second day."),
        Trip("Patagonia, north to south", "El Chaltén", "AR", -49.3315, -72.8863, "2024-11-14", "2024-12-08", 4800, "public", "Wind."),
        Trip("Museums of the capital", "Mexico City", "MX", 19.4326, -99.1332, "2024-02-20", "2024-03-01", 640, "private", ""),
        Trip("Cape to Cairo, first part", "Cape Town", "ZA", -33.9249, 18.4241, "2023-08-01", "2023-08-23", 5400, "public", "To be continued."),
    ];

    private static JsonObject Trip(string title, string place, string country, double latitude, double longitude, string start, string end, double km, string visibility, string notes) => new()
    {
        ["title"] = title,
        ["destination"] = new JsonObject { ["name"] = place, ["country"] = country, ["latitude"] = latitude, ["longitude"] = longitude },
        ["startDate"] = start,
        ["endDate"] = end,
        ["distanceKm"] = km,
        ["visibility"] = visibility,
        ["notes"] = notes,
    };
}
