using System.Globalization;
using System.Text.RegularExpressions;
using TripLogger.Api.Data;
using TripLogger.Api.Http;

namespace TripLogger.Api.Trips;

/// <summary>What a trip's id looks like, and the cursors of the list of trips: the first day and the id of the last one that was read.</summary>
internal static partial class TripCursors
{
    public const string IdForm = "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

    /// <summary>The cursors of a user's trips, or of those of one year: a list of its own.</summary>
    public static Cursors Of(string userId, int? year) => new(
        year is null ? "trips" : string.Create(CultureInfo.InvariantCulture, $"trips/{year}"),
        userId,
        // DynamoDB refuses to go on from where the list never was.
        key => Place().IsMatch(key) && (year is null || key.StartsWith(string.Create(CultureInfo.InvariantCulture, $"{year:0000}-"), StringComparison.Ordinal)));

    /// <summary>The place of a trip in the list.</summary>
    public static string PlaceOf(Trip trip) => $"{trip.StartDate.ToAttribute().S}#{trip.Id}";

    /// <summary>Takes a place apart.</summary>
    /// <returns>The first day and the id.</returns>
    public static (string StartDate, string TripId) Read(string place) => place.Split('#') is [var day, var id] ? (day, id) : throw new FormatException(place);

    /// <summary>Whether this can be the id of a trip; anything else, such as the key of the summary, is not looked for.</summary>
    public static bool IsId(string text) => Id().IsMatch(text);

    [GeneratedRegex($@"\A{IdForm}\z")]
    private static partial Regex Id();

    [GeneratedRegex($@"\A[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}#{IdForm}\z")]
    private static partial Regex Place();
}
