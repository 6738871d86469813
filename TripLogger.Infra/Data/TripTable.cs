using Amazon.CDK.AWS.DynamoDB;
using Constructs;

namespace TripLogger.Infra.Data;

/// <summary>
/// A user's trips, their summary and the keys of their idempotent requests, all under the user's partition key. An index sorts
/// the trips by the day they began; public ones also appear in one of their own, newest first.
/// </summary>
public sealed class TripTable : ProtectedTable
{
    /// <summary>Partition key: the owner's <c>sub</c>.</summary>
    public const string PartitionKey = "userId";

    /// <summary>Sort key: a trip's id (UUIDv7), <c>#summary</c>, or <c>#idem#</c> and a hash.</summary>
    public const string SortKey = "tripId";

    /// <summary>The index of public trips.</summary>
    public const string PublicTripsIndex = "PublicTrips";

    /// <summary>The index's partition key. Only public trips carry it, with the value <see cref="PublicListValue"/>.</summary>
    public const string PublicList = "publicList";

    /// <summary>The value of <see cref="PublicList"/>.</summary>
    public const string PublicListValue = "PUBLIC";

    /// <summary>The index's sort key: <c>{publishedAt}#{tripId}</c>, publishedAt in UTC ISO 8601.</summary>
    public const string PublishedAtTripId = "publishedAtTripId";

    /// <summary>The index of a user's trips by their first day.</summary>
    public const string ByStartIndex = "ByStart";

    /// <summary>That index's sort key: the first day, yyyy-MM-dd. Every trip has it, and nothing else in the table may.</summary>
    public const string StartDate = "startDate";

    /// <summary>Creates the table and its indexes.</summary>
    /// <param name="scope">The stack.</param>
    /// <param name="id">The construct's id.</param>
    /// <param name="props">Name and protection.</param>
    public TripTable(Construct scope, string id, ProtectedTableProps props)
        : base(scope, id, props, partitionKey: PartitionKey, sortKey: SortKey)
    {
        // What anyone may see and nothing else: notes never reach the index. The table's keys always do.
        AddGlobalSecondaryIndex(new GlobalSecondaryIndexProps
        {
            IndexName = PublicTripsIndex,
            PartitionKey = Text(PublicList),
            SortKey = Text(PublishedAtTripId),
            ProjectionType = ProjectionType.INCLUDE,
            NonKeyAttributes = ["title", "destination", StartDate, "endDate", "distanceKm"],
        });
        // A later deployment that needs another index adds it alone: CloudFormation adds one to a table at a time.
        AddGlobalSecondaryIndex(new GlobalSecondaryIndexProps
        {
            IndexName = ByStartIndex,
            PartitionKey = Text(PartitionKey),
            SortKey = Text(StartDate),
            ProjectionType = ProjectionType.ALL,
        });
    }
}
