namespace TripLogger.Api.Data;

/// <summary>
/// Attributes of an item of TripTable. A user's partition holds the trips, their summary and the keys of idempotent requests;
/// the sort key says which one an item is.
/// </summary>
public static class TripItem
{
    /// <summary>Partition key: the owner's sub.</summary>
    public const string UserId = "userId";

    /// <summary>Sort key: a trip's UUIDv7, <see cref="SummaryKey"/>, or <see cref="IdempotencyPrefix"/> and a hash.</summary>
    public const string TripId = "tripId";

    /// <summary>Sort key of the summary.</summary>
    public const string SummaryKey = "#summary";

    /// <summary>Start of the sort key of an idempotent request.</summary>
    public const string IdempotencyPrefix = "#idem#";

    public const string Title = "title";

    /// <summary>A map of <see cref="Name"/>, <see cref="Country"/>, <see cref="Latitude"/> and <see cref="Longitude"/>.</summary>
    public const string Destination = "destination";

    public const string Name = "name";
    public const string Country = "country";
    public const string Latitude = "latitude";
    public const string Longitude = "longitude";

    /// <summary>The first day, by which <see cref="ByStartIndex"/> sorts: every trip has it, nothing else in the table may.</summary>
    public const string StartDate = "startDate";

    public const string EndDate = "endDate";
    public const string Notes = "notes";
    public const string DistanceKm = "distanceKm";
    public const string CreatedAt = "createdAt";
    public const string UpdatedAt = "updatedAt";

    /// <summary>1 when created, one more with every change.</summary>
    public const string Version = "version";

    /// <summary>The index of a user's trips by <see cref="StartDate"/>.</summary>
    public const string ByStartIndex = "ByStart";

    /// <summary>The index of public trips.</summary>
    public const string PublicTripsIndex = "PublicTrips";

    /// <summary>The index's partition key: public trips have it, with the value <see cref="PublicListValue"/>.</summary>
    public const string PublicList = "publicList";

    public const string PublicListValue = "PUBLIC";

    /// <summary>The index's sort key: when the trip became public, <c>#</c>, and its id; of an imported one <c>#</c> and a hash of the import.</summary>
    public const string PublishedAtTripId = "publishedAtTripId";

    /// <summary>Of an idempotent request: the trip it created.</summary>
    public const string CreatedTripId = "createdTripId";

    /// <summary>Of an idempotent request: SHA-256 of what it asked for.</summary>
    public const string RequestHash = "requestHash";

    /// <summary>When DynamoDB may delete the item, in seconds since 1970.</summary>
    public const string ExpiresAt = "expiresAt";
}
