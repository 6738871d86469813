using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using TripLogger.Api.Trips;

namespace TripLogger.Api.PublicTrips;

/// <summary>
/// The place of a trip in the list of public trips: when it was published and its id; of an imported one also a short hash of its import,
/// which tells trips of one file without telling which.
/// </summary>
internal static partial class PublicTripKey
{
    private const int HashBytes = 4;

    /// <summary>Makes a place.</summary>
    /// <param name="publishedAt">When it was published, as items have it.</param>
    /// <param name="tripId">The trip's id.</param>
    /// <param name="batchId">The import that it came with, or null.</param>
    public static string Of(string publishedAt, string tripId, string? batchId)
    {
        var place = $"{publishedAt}#{tripId}";
        return batchId is null ? place : $"{place}#{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(batchId)).AsSpan(0, HashBytes))}";
    }

    /// <summary>The import's hash in a place, or null.</summary>
    public static string? ImportOf(string place) => place.Split('#') is [_, _, var import] ? import : null;

    /// <summary>Whether a text can be a place.</summary>
    public static bool IsKey(string text) => Form().IsMatch(text);

    [GeneratedRegex($@"\A[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}T[0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}\.[0-9]{{3}}Z#{TripCursors.IdForm}(?:#[0-9a-f]{{8}})?\z")]
    private static partial Regex Form();
}
