using System.Text.Json.Serialization;

namespace TripLogger.Api.Trips;

/// <summary>A trip as its owner sees it.</summary>
/// <param name="Id">UUIDv7: later trips sort after earlier ones.</param>
/// <param name="Title">1 to 120 characters in one line.</param>
/// <param name="Destination">Where it went.</param>
/// <param name="StartDate">The first day.</param>
/// <param name="EndDate">The last day: not before the first.</param>
/// <param name="Notes">Up to 5,000 characters; for the owner alone.</param>
/// <param name="DistanceKm">Kilometres, to the metre.</param>
/// <param name="Visibility">Who may see it.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="UpdatedAt">UTC.</param>
/// <param name="Version">1 when created, one more with every change; also the ETag.</param>
public sealed record Trip(
    string Id,
    string Title,
    Destination Destination,
    DateOnly StartDate,
    DateOnly EndDate,
    string Notes,
    decimal DistanceKm,
    TripVisibility Visibility,
    DateTime CreatedAt,
    DateTime UpdatedAt,
    long Version);

/// <summary>Where a trip went.</summary>
/// <param name="Name">1 to 120 characters in one line.</param>
/// <param name="Country">ISO 3166-1 alpha-2 code.</param>
/// <param name="Latitude">Degrees, south is negative.</param>
/// <param name="Longitude">Degrees, west is negative.</param>
public sealed record Destination(string Name, string Country, decimal Latitude, decimal Longitude);

/// <summary>Who may see a trip.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TripVisibility>))]
public enum TripVisibility
{
    /// <summary>Its owner.</summary>
    [JsonStringEnumMemberName("private")]
    Private,

    /// <summary>Everyone, without notes and with coordinates to 0.1°.</summary>
    [JsonStringEnumMemberName("public")]
    Public,
}
