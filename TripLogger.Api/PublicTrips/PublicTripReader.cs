using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Microsoft.Extensions.Options;
using TripLogger.Api.Configuration;
using TripLogger.Api.Data;
using TripLogger.Api.Trips;

namespace TripLogger.Api.PublicTrips;

/// <summary>Reads the trips that everyone may see: one request for a page, and one for its owners' names.</summary>
internal sealed class PublicTripReader(IAmazonDynamoDB dynamoDb, IOptions<AwsResources> resources)
{
    /// <summary>A page of trips, newest published first.</summary>
    /// <param name="limit">How many at most.</param>
    /// <param name="lastKey">The last sort key of the page before, or null.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The trips, and the last sort key when there are more.</returns>
    public async Task<(IReadOnlyList<PublicTrip> Trips, string? LastKey)> ListAsync(int limit, string? lastKey, CancellationToken cancellationToken)
    {
        var values = new Dictionary<string, AttributeValue> { [":public"] = new(TripItem.PublicListValue) };
        var condition = $"{TripItem.PublicList} = :public";
        if (lastKey is not null)
        {
            // Not by LastEvaluatedKey: that one carries the owner's id.
            // With the last one itself: it tells what the next one follows.
            condition += $" AND {TripItem.PublishedAtTripId} <= :last";
            values[":last"] = new(lastKey);
        }

        var page = await dynamoDb.QueryAsync(
            new QueryRequest(resources.Value.TripTableName)
            {
                IndexName = TripItem.PublicTripsIndex,
                KeyConditionExpression = condition,
                ExpressionAttributeValues = values,
                ScanIndexForward = false,
                // One more than asked for tells whether there is a next page.
                Limit = limit + (lastKey is null ? 1 : 2),
            },
            cancellationToken);

        var read = page.Items ?? [];
        var before = read.Count > 0 && read[0].GetText(TripItem.PublishedAtTripId) == lastKey ? read[0] : null;
        var rest = before is null ? read : read[1..];
        var items = rest.Take(limit).ToArray();
        var hasMore = rest.Count > limit || page.LastEvaluatedKey is { Count: > 0 };
        var owners = await ReadOwnersAsync(items, cancellationToken);
        var shown = items.Where(item => !IsClosed(owners, item)).ToArray();
        return (
            [.. shown.Zip(Follow(before, shown), (item, follows) => ToTrip(item, owners.GetValueOrDefault(item.GetText(TripItem.UserId)), follows))],
            hasMore && items.Length > 0 ? items[^1].GetText(TripItem.PublishedAtTripId) : null);
    }

    private async Task<Dictionary<string, Dictionary<string, AttributeValue>>> ReadOwnersAsync(Dictionary<string, AttributeValue>[] items, CancellationToken cancellationToken)
    {
        if (items.Length == 0)
        {
            return [];
        }

        var users = resources.Value.UserTableName!;
        var answer = await dynamoDb.BatchGetItemAsync(
            new Dictionary<string, KeysAndAttributes>
            {
                [users] = new()
                {
                    Keys = [.. items.Select(item => item.GetText(TripItem.UserId)).Distinct().Select(id => new Dictionary<string, AttributeValue> { [UserItem.Id] = new(id) })],
                    ProjectionExpression = $"{UserItem.Id}, {UserItem.DisplayName}, {UserItem.ClosedAt}",
                    // The index lags behind: only the tombstone tells at once who is no longer to be shown.
                    ConsistentRead = true,
                },
            },
            cancellationToken);

        // Without knowing who closed the account, their trips would stay in sight.
        return answer.UnprocessedKeys is { Count: > 0 }
            ? throw new ProvisionedThroughputExceededException("DynamoDB left keys of BatchGetItem unprocessed.")
            : (answer.Responses?.GetValueOrDefault(users) ?? []).ToDictionary(owner => owner.GetText(UserItem.Id));
    }

    /// <summary>Whether the trip is about to be deleted with its owner's account.</summary>
    private static bool IsClosed(Dictionary<string, Dictionary<string, AttributeValue>> owners, Dictionary<string, AttributeValue> item) =>
        owners.GetValueOrDefault(item.GetText(TripItem.UserId))?.ContainsKey(UserItem.ClosedAt) == true;

    /// <summary>What each of the trips shares with those before it.</summary>
    private static IEnumerable<PublicTripFollows?> Follow(Dictionary<string, AttributeValue>? before, Dictionary<string, AttributeValue>[] items)
    {
        var owner = before?.GetText(TripItem.UserId);
        var imports = new HashSet<(string Owner, string Import)>();
        _ = before is not null && IsOfKnownImport(before);
        foreach (var item in items)
        {
            var isOfSameOwner = item.GetText(TripItem.UserId) == owner;
            owner = item.GetText(TripItem.UserId);
            yield return IsOfKnownImport(item) ? PublicTripFollows.Import : isOfSameOwner ? PublicTripFollows.Traveller : null;
        }

        bool IsOfKnownImport(Dictionary<string, AttributeValue> item) =>
            PublicTripKey.ImportOf(item.GetText(TripItem.PublishedAtTripId)) is { } import && !imports.Add((item.GetText(TripItem.UserId), import));
    }

    private static PublicTrip ToTrip(Dictionary<string, AttributeValue> item, Dictionary<string, AttributeValue>? owner, PublicTripFollows? follows)
    {
        var destination = StoredTrip.ReadDestination(item);
        return new PublicTrip(
            item.GetText(TripItem.TripId),
            item.GetText(TripItem.Title),
            destination with { Latitude = decimal.Round(destination.Latitude, 1), Longitude = decimal.Round(destination.Longitude, 1) },
            item.GetDate(TripItem.StartDate),
            item.GetDate(TripItem.EndDate),
            item.GetDecimal(TripItem.DistanceKm),
            owner?.FindText(UserItem.DisplayName),
            follows);
    }
}
