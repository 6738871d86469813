namespace TripLogger.Api.Trips;

/// <summary>What a user says about a trip, complete and valid. See <see cref="Trip"/> for its members.</summary>
internal sealed record TripContent(
    string Title,
    Destination Destination,
    DateOnly StartDate,
    DateOnly EndDate,
    string Notes,
    decimal DistanceKm,
    TripVisibility Visibility)
{
    public static TripContent Of(Trip trip) =>
        new(trip.Title, trip.Destination, trip.StartDate, trip.EndDate, trip.Notes, trip.DistanceKm, trip.Visibility);
}
