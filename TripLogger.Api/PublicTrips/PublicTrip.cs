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
public sealed record PublicTrip(
    string Id,
    string Title,
    Destination Destination,
    DateOnly StartDate,
    DateOnly EndDate,
    decimal DistanceKm,
    string? DisplayName);
