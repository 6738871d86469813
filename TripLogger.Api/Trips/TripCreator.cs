using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Microsoft.Extensions.Options;
using TripLogger.Api.Configuration;
using TripLogger.Api.Data;

namespace TripLogger.Api.Trips;

/// <summary>
/// Logs new trips, one or some together, as one transaction: the trips, what their keys leave behind, the summary, and the condition
/// that the account is open.
/// </summary>
internal sealed class TripCreator(IAmazonDynamoDB dynamoDb, IOptions<AwsResources> resources, TimeProvider clock)
{
    // The place of a write in its transaction, by which DynamoDB says what was refused.
    private const int AccountCheck = 0;
    private const int FirstKey = 1;

    private string Table => resources.Value.TripTableName!;

    /// <summary>Logs trips; of those whose key was used before, answers what the first request with it logged.</summary>
    /// <param name="userId">The owner.</param>
    /// <param name="trips">At most <see cref="TripBatch.Most"/>.</param>
    /// <param name="batchId">What they belong to, or null.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>For each trip, in order: as it was logged, or null when its key was used for another content.</returns>
    /// <exception cref="AccountClosedException">The user closed the account.</exception>
    public async Task<IReadOnlyList<LoggedTrip?>> CreateAsync(
        string userId, IReadOnlyList<NewTrip> trips, string? batchId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        Draft[] drafts = [.. trips.Select(trip => new Draft(trip, userId, Guid.CreateVersion7(now).ToString(), now, batchId))];

        // A transaction writes an item once: of those that share a key the first is logged, and the others hear of it.
        var left = drafts.DistinctBy(draft => draft.Key).ToList();
        var earlier = new Dictionary<string, Dictionary<string, AttributeValue>>();
        while (left.Count > 0 && await WriteAsync(userId, left, now, cancellationToken) is { Count: > 0 } known)
        {
            // What was logged before leaves the transaction, and the rest goes without it.
            foreach (var (draft, first) in known)
            {
                earlier[draft.Key] = first;
                left.Remove(draft);
            }
        }

        var logged = left.ToDictionary(draft => draft.Key);
        return [.. drafts.Select(Answer)];

        LoggedTrip? Answer(Draft draft)
        {
            if (logged.TryGetValue(draft.Key, out var own))
            {
                return own.Trip.Content == draft.Trip.Content ? new LoggedTrip(StoredTrip.FromItem(own.Item).Trip, IsRepeated: own != draft) : null;
            }

            // The same content under the same key gives the same first answer, so it need not be stored twice.
            var first = earlier[draft.Key];
            if (!IdempotencyItem.IsOf(first, draft.Trip.Content))
            {
                return null;
            }

            var item = StoredTrip.NewItem(userId, first.GetText(TripItem.CreatedTripId), draft.Trip.Content, first[TripItem.CreatedAt], batchId);
            return new LoggedTrip(StoredTrip.FromItem(item).Trip, IsRepeated: true);
        }
    }

    /// <summary>Writes all of them, or none: then answers those whose key was used before, each with what its first use left behind.</summary>
    private async Task<IReadOnlyList<(Draft Draft, Dictionary<string, AttributeValue> First)>> WriteAsync(
        string userId, IReadOnlyCollection<Draft> drafts, DateTimeOffset now, CancellationToken cancellationToken)
    {
        Draft[] keyed = [.. drafts.Where(draft => draft.Trip.IdempotencyKey is not null)];
        List<TransactWriteItem> writes =
        [
            OpenAccount.Check(resources.Value.UserTableName!, userId),
            .. keyed.Select(draft => IdempotencyItem.Put(Table, userId, draft.Key, draft.Trip.Content, draft.TripId, now)),
            .. drafts.Select(draft => new TransactWriteItem { Put = new Put { TableName = Table, Item = draft.Item } }),
            SummaryItem.Change(Table, userId, before: [], after: drafts.Select(draft => draft.Trip.Content))!,
        ];

        try
        {
            await dynamoDb.TransactAsync(writes, cancellationToken);
            return [];
        }
        catch (TransactionCanceledException canceled) when (canceled.HasFailedCondition(AccountCheck, out var tombstone))
        {
            throw AccountClosedException.Of(tombstone);
        }
        catch (TransactionCanceledException canceled) when (Known(canceled) is { Count: > 0 } known)
        {
            return known;
        }

        List<(Draft, Dictionary<string, AttributeValue>)> Known(TransactionCanceledException canceled)
        {
            var known = new List<(Draft, Dictionary<string, AttributeValue>)>();
            for (var index = 0; index < keyed.Length; index++)
            {
                if (canceled.HasFailedCondition(FirstKey + index, out var first))
                {
                    known.Add((keyed[index], first));
                }
            }

            return known;
        }
    }

    /// <summary>A trip on its way into the table.</summary>
    private sealed class Draft(NewTrip trip, string userId, string tripId, DateTimeOffset now, string? batchId)
    {
        public NewTrip Trip => trip;

        public string TripId => tripId;

        /// <summary>What makes it one with its repetitions; without a key it has none.</summary>
        public string Key { get; } = trip.IdempotencyKey ?? tripId;

        public Dictionary<string, AttributeValue> Item { get; } = StoredTrip.NewItem(userId, tripId, trip.Content, now.ToAttribute(), batchId);
    }
}

/// <summary>A trip to log, and the key that makes it one with its repetitions, or null.</summary>
internal sealed record NewTrip(TripContent Content, string? IdempotencyKey);

/// <summary>A trip as it was logged, and whether an earlier request, or item, did so.</summary>
internal sealed record LoggedTrip(Trip Trip, bool IsRepeated);
