using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Microsoft.Extensions.Options;
using TripLogger.Api.Configuration;
using TripLogger.Api.Data;

namespace TripLogger.Api.Trips;

/// <summary>Reads a user's own trips: one trip and the summary as they are now, lists as the index has them. Every call is one DynamoDB request.</summary>
internal sealed class TripReader(IAmazonDynamoDB dynamoDb, IOptions<AwsResources> resources)
{
    private string Table => resources.Value.TripTableName!;

    /// <summary>The user's trip, or null: somebody else's is in another partition, so it does not exist here.</summary>
    public async Task<StoredTrip?> FindAsync(string userId, string tripId, CancellationToken cancellationToken)
    {
        var found = await dynamoDb.GetItemAsync(new GetItemRequest(Table, StoredTrip.Key(userId, tripId), consistentRead: true), cancellationToken);
        return found.IsItemSet ? StoredTrip.FromItem(found.Item) : null;
    }

    /// <summary>A page of trips, those that began last first. An index is some moments behind its table.</summary>
    /// <param name="userId">The owner.</param>
    /// <param name="year">Only the trips that began in this year, or null for all.</param>
    /// <param name="limit">How many at most; DynamoDB ends a page at 1 MB, so there may be fewer.</param>
    /// <param name="lastPlace">The place of the last trip of the page before, or null.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The trips, and whether there are more.</returns>
    public async Task<(IReadOnlyList<Trip> Trips, bool HasMore)> ListAsync(string userId, int? year, int limit, string? lastPlace, CancellationToken cancellationToken)
    {
        var condition = $"{TripItem.UserId} = :user";
        var values = new Dictionary<string, AttributeValue> { [":user"] = new(userId) };
        if (year is { } of)
        {
            condition += $" AND {TripItem.StartDate} BETWEEN :first AND :last";
            values[":first"] = new DateOnly(of, 1, 1).ToAttribute();
            values[":last"] = new DateOnly(of, 12, 31).ToAttribute();
        }

        var page = await dynamoDb.QueryAsync(
            new QueryRequest(Table)
            {
                IndexName = TripItem.ByStartIndex,
                KeyConditionExpression = condition,
                ExpressionAttributeValues = values,
                ExclusiveStartKey = lastPlace is null ? null : Key(userId, lastPlace),
                ScanIndexForward = false,
                // One more than asked for tells whether there is a next page.
                Limit = limit + 1,
            },
            cancellationToken);

        var items = page.Items ?? [];
        return ([.. items.Take(limit).Select(item => StoredTrip.FromItem(item).Trip)], items.Count > limit || page.LastEvaluatedKey is { Count: > 0 });
    }

    /// <summary>A place in the index. It need not be that of a trip any more: it only says where to go on.</summary>
    private static Dictionary<string, AttributeValue> Key(string userId, string place)
    {
        var (startDate, tripId) = TripCursors.Read(place);
        var key = StoredTrip.Key(userId, tripId);
        key[TripItem.StartDate] = new(startDate);
        return key;
    }

    /// <summary>What all trips of the user come to.</summary>
    public async Task<TripSummary> SummarizeAsync(string userId, CancellationToken cancellationToken)
    {
        var found = await dynamoDb.GetItemAsync(new GetItemRequest(Table, StoredTrip.Key(userId, TripItem.SummaryKey), consistentRead: true), cancellationToken);
        return SummaryItem.Read(found.Item);
    }
}
