using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Microsoft.Extensions.Options;
using TripLogger.Api.Configuration;
using TripLogger.Api.Data;

namespace TripLogger.Api.Trips;

/// <summary>Reads a user's own trips, always as they are now. Every call is one DynamoDB request.</summary>
internal sealed class TripReader(IAmazonDynamoDB dynamoDb, IOptions<AwsResources> resources)
{
    private string Table => resources.Value.TripTableName!;

    /// <summary>The user's trip, or null: somebody else's is in another partition, so it does not exist here.</summary>
    public async Task<StoredTrip?> FindAsync(string userId, string tripId, CancellationToken cancellationToken)
    {
        var found = await dynamoDb.GetItemAsync(new GetItemRequest(Table, StoredTrip.Key(userId, tripId), consistentRead: true), cancellationToken);
        return found.IsItemSet ? StoredTrip.FromItem(found.Item) : null;
    }

    /// <summary>A page of trips, newest first.</summary>
    /// <param name="userId">The owner.</param>
    /// <param name="limit">How many at most; DynamoDB ends a page at 1 MB, so there may be fewer.</param>
    /// <param name="lastTripId">The last id of the page before, or null.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The trips, and whether there are more.</returns>
    public async Task<(IReadOnlyList<Trip> Trips, bool HasMore)> ListAsync(string userId, int limit, string? lastTripId, CancellationToken cancellationToken)
    {
        var page = await dynamoDb.QueryAsync(
            new QueryRequest(Table)
            {
                KeyConditionExpression = $"{TripItem.UserId} = :user AND {TripItem.TripId} >= :first",
                ExpressionAttributeValues = new() { [":user"] = new(userId), [":first"] = new(TripItem.FirstTripId) },
                ExclusiveStartKey = lastTripId is null ? null : StoredTrip.Key(userId, lastTripId),
                ScanIndexForward = false,
                ConsistentRead = true,
                // One more than asked for tells whether there is a next page.
                Limit = limit + 1,
            },
            cancellationToken);

        var items = page.Items ?? [];
        return ([.. items.Take(limit).Select(item => StoredTrip.FromItem(item).Trip)], items.Count > limit || page.LastEvaluatedKey is { Count: > 0 });
    }

    /// <summary>What all trips of the user come to.</summary>
    public async Task<TripSummary> SummarizeAsync(string userId, CancellationToken cancellationToken)
    {
        var found = await dynamoDb.GetItemAsync(new GetItemRequest(Table, StoredTrip.Key(userId, TripItem.SummaryKey), consistentRead: true), cancellationToken);
        return SummaryItem.Read(found.Item);
    }
}
