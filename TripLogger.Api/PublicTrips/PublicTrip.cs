using System.Text.Json.Serialization;
using TripLogger.Api.Trips;

namespace TripLogger.Api.PublicTrips;

/// <summary>A trip as everyone may see it.</summary>
/// <param name="Id">The trip's id.</param>
/// <param name="Title">What the owner called it.</param>
/// <param name="Destination">Where it went, coordinates to 0.1° (some 10 km): a destination may be someone's home.</param>
/// <param name="StartDate">The first day.</param>
/// <param name="EndDate">The last day.</param>
/// <param name="DistanceKm">Kilometres.</param>
/// <param name="DisplayName">The name the owner chose to show, or null.</param>
/// <param name="Follows">What it shares with those before it in the list, absent where it shares nothing: for pages that show a few of each.</param>
public sealed record PublicTrip(
    string Id,
    string Title,
    Destination Destination,
    DateOnly StartDate,
    DateOnly EndDate,
    decimal DistanceKm,
    string? DisplayName,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] PublicTripFollows? Follows = null);

/// <summary>What a public trip shares with those before it in the list. Nobody learns more than that.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PublicTripFollows>))]
public enum PublicTripFollows
{
    /// <summary>The one before it is of the same traveller.</summary>
    [JsonStringEnumMemberName("traveller")]
    Traveller,

    /// <summary>One before it came with the same import of the same traveller.</summary>
    [JsonStringEnumMemberName("import")]
    Import,
}
