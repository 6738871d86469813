using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Microsoft.Extensions.Options;
using TripLogger.Api.Configuration;
using TripLogger.Api.Data;

namespace TripLogger.Api.Trips;

/// <summary>
/// Reads a user's own trips: one trip and the summary as they are now, lists as the index has them. A trip or the summary is one DynamoDB
/// request, a list two at once: none of them tells anything of an account that was closed.
/// </summary>
/// <remarks>Every method throws <see cref="AccountClosedException"/> for a user who closed the account.</remarks>
internal sealed class TripReader(IAmazonDynamoDB dynamoDb, IOptions<AwsResources> resources)
{
    private string Table => resources.Value.TripTableName!;

    private string UserTable => resources.Value.UserTableName!;

    /// <summary>The user's trip, or null: somebody else's is in another partition, so it does not exist here.</summary>
    public async Task<StoredTrip?> FindAsync(string userId, string tripId, CancellationToken cancellationToken) =>
        await GetAsync(userId, tripId, cancellationToken) is { } item ? StoredTrip.FromItem(item) : null;

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

        var query = dynamoDb.QueryAsync(
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
        await Task.WhenAll(query, RequireOpenAsync(userId, cancellationToken));

        var page = await query;
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
    public async Task<TripSummary> SummarizeAsync(string userId, CancellationToken cancellationToken) =>
        SummaryItem.Read(await GetAsync(userId, TripItem.SummaryKey, cancellationToken));

    /// <summary>An item of the user's partition and the user's own item, in one request.</summary>
    private async Task<Dictionary<string, AttributeValue>?> GetAsync(string userId, string sortKey, CancellationToken cancellationToken)
    {
        var answer = await dynamoDb.BatchGetItemAsync(
            new Dictionary<string, KeysAndAttributes>
            {
                [Table] = new() { Keys = [StoredTrip.Key(userId, sortKey)], ConsistentRead = true },
                [UserTable] = new()
                {
                    Keys = [OpenAccount.Key(userId)],
                    ConsistentRead = true,
                    ProjectionExpression = OpenAccount.Attributes,
                },
            },
            cancellationToken);
        if (answer.UnprocessedKeys is { Count: > 0 })
        {
            throw new ProvisionedThroughputExceededException("DynamoDB left keys of BatchGetItem unprocessed.");
        }

        AccountClosedException.ThrowIfClosed(answer.Responses?.GetValueOrDefault(UserTable)?.FirstOrDefault());
        return answer.Responses?.GetValueOrDefault(Table)?.FirstOrDefault();
    }

    private async Task RequireOpenAsync(string userId, CancellationToken cancellationToken)
    {
        var found = await dynamoDb.GetItemAsync(
            new GetItemRequest(UserTable, OpenAccount.Key(userId), consistentRead: true) { ProjectionExpression = OpenAccount.Attributes },
            cancellationToken);
        AccountClosedException.ThrowIfClosed(found.Item);
    }
}
