using System.Text.RegularExpressions;
using TripLogger.Api.Http;

namespace TripLogger.Api.Trips;

/// <summary>What a trip's id looks like, and the cursors of a list that is sorted by it.</summary>
internal static partial class TripCursors
{
    public const string IdForm = "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

    public static Cursors Of(string userId) => new("trips", userId, Id());

    /// <summary>Whether this can be the id of a trip; anything else, such as the key of the summary, is not looked for.</summary>
    public static bool IsId(string text) => Id().IsMatch(text);

    [GeneratedRegex($@"\A{IdForm}\z")]
    private static partial Regex Id();
}
