using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Microsoft.Extensions.Options;
using TripLogger.Api.Configuration;
using TripLogger.Api.Data;

namespace TripLogger.Api.Account;

/// <summary>
/// Closes accounts, step by step: the tombstone, the trips, the pool's user, the record of the closing with the tombstone's expiry. Each
/// step can be repeated, and whoever comes next goes on where the last one stopped: docs/closing-accounts.md.
/// </summary>
/// <remarks>
/// Nothing here asks who wants it: that was proved to whoever calls <see cref="BeginAsync"/>, and the tombstone carries the proof on.
/// No step ends because a caller went away.
/// </remarks>
public sealed class AccountCloser(
    IAmazonDynamoDB dynamoDb, IOptions<AwsResources> resources, IOptions<AccountOptions> options, TimeProvider clock)
{
    /// <summary>
    /// Counted from the end of a closing, and longer than any access token lives: nobody with an old token re-creates the profile.
    /// </summary>
    private static readonly TimeSpan TombstoneLifetime = TimeSpan.FromHours(24);

    /// <summary>Longer than the 35 days that a table can be restored to, with a year for backups that people make themselves.</summary>
    private static readonly TimeSpan RecordLifetime = TimeSpan.FromDays(400);

    private const int BatchSize = 25;
    private const int MaxBatchesAtOnce = 4;

    /// <summary>
    /// A page of 1 MB would do on AWS; DynamoDB Local first collects all that is not limited, which may be more than its memory.
    /// </summary>
    private const int KeysPerPage = 1000;

    /// <summary>How far the closing has come.</summary>
    public async Task<ClosingState> FindStateAsync(string userId, CancellationToken cancellationToken)
    {
        var found = await dynamoDb.GetItemAsync(
            new GetItemRequest(resources.Value.UserTableName, Key(userId), consistentRead: true), cancellationToken);
        return StateOf(found.Item);
    }

    /// <summary>
    /// Puts a tombstone in the profile's place, unless there is one. It stays until <see cref="GoOnAsync"/> has come to its end: from now
    /// on nothing of the account is read, written or shown.
    /// </summary>
    public async Task BeginAsync(string userId)
    {
        var tombstone = Key(userId);
        tombstone[UserItem.ClosedAt] = clock.GetUtcNow().ToAttribute();
        var put = new PutItemRequest(resources.Value.UserTableName, tombstone)
        {
            ConditionExpression = $"attribute_not_exists({UserItem.ClosedAt})",
        };
        try
        {
            await WriteConflicts.WriteAsync(cancel => dynamoDb.PutItemAsync(put, cancel), CancellationToken.None);
        }
        catch (ConditionalCheckFailedException)
        {
            // Its day counts from the first time.
        }
    }

    /// <summary>Goes on with a closing that was begun, to its end if it can.</summary>
    /// <param name="userId">The user's sub.</param>
    /// <param name="deleteUser">Deletes the user in the pool. True: gone, now or before; false: the pool does not let us.</param>
    public async Task<ClosingOutcome> GoOnAsync(string userId, Func<Task<bool>> deleteUser)
    {
        if (!await DeleteTripsAsync(userId))
        {
            return ClosingOutcome.OutOfTime;
        }

        // After our own data, because without the user there is no token to come back with.
        if (!await deleteUser() && !await IsDoneSoonAsync(userId))
        {
            return ClosingOutcome.Refused;
        }

        await FinishAsync(userId);
        return ClosingOutcome.Closed;
    }

    private static Dictionary<string, AttributeValue> Key(string userId) => new() { [UserItem.Id] = new(userId) };

    private static ClosingState StateOf(Dictionary<string, AttributeValue>? item) =>
        item?.ContainsKey(UserItem.ClosedAt) != true ? ClosingState.Open
        : item.ContainsKey(UserItem.UserDeletedAt) ? ClosingState.Done
        : ClosingState.Begun;

    /// <summary>Deletes everything in the user's partition of TripTable, or as much of it as there is time for.</summary>
    private async Task<bool> DeleteTripsAsync(string userId)
    {
        using var time = new CancellationTokenSource(options.Value.CloseWithin, clock);
        try
        {
            // Deleted items do not come again, so each page is the first one.
            while (await ReadKeysAsync(userId, time.Token) is { Count: > 0 } keys)
            {
                await Parallel.ForEachAsync(
                    keys.Chunk(BatchSize),
                    new ParallelOptions { MaxDegreeOfParallelism = MaxBatchesAtOnce, CancellationToken = time.Token },
                    async (chunk, cancel) => await DeleteAsync(chunk, cancel));
            }

            return true;
        }
        catch (OperationCanceledException) when (time.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task<List<Dictionary<string, AttributeValue>>?> ReadKeysAsync(string userId, CancellationToken cancellationToken)
    {
        var page = await dynamoDb.QueryAsync(
            new QueryRequest(resources.Value.TripTableName)
            {
                KeyConditionExpression = $"{TripItem.UserId} = :user",
                ExpressionAttributeValues = new() { [":user"] = new(userId) },
                ProjectionExpression = $"{TripItem.UserId}, {TripItem.TripId}",
                ConsistentRead = true,
                Limit = KeysPerPage,
            },
            cancellationToken);
        return page.Items;
    }

    private async Task DeleteAsync(Dictionary<string, AttributeValue>[] keys, CancellationToken cancellationToken)
    {
        var request = new BatchWriteItemRequest(new Dictionary<string, List<WriteRequest>>
        {
            [resources.Value.TripTableName!] = [.. keys.Select(key => new WriteRequest(new DeleteRequest(key)))],
        });
        // What DynamoDB leaves undone, because it is asked too much, the next page of keys shows again.
        await WriteConflicts.WriteAsync(cancel => dynamoDb.BatchWriteItemAsync(request, cancel), cancellationToken);
    }

    /// <summary>Whether another request of the caller, which deleted the user, is just about to finish, or did.</summary>
    private async Task<bool> IsDoneSoonAsync(string userId)
    {
        for (var turn = 0; turn < 5; turn++)
        {
            if (await FindStateAsync(userId, CancellationToken.None) is ClosingState.Done)
            {
                return true;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), clock);
        }

        return false;
    }

    /// <summary>Records the closing and lets the tombstone expire: both or neither, so that none goes of which nobody knows.</summary>
    private async Task FinishAsync(string userId)
    {
        var now = clock.GetUtcNow();
        await dynamoDb.TransactAsync(
            [
                new TransactWriteItem
                {
                    Put = new Put
                    {
                        TableName = resources.Value.ClosingTableName,
                        Item = new()
                        {
                            [ClosingItem.Sub] = new(userId),
                            [ClosingItem.ClosedAt] = now.ToAttribute(),
                            [ClosingItem.ExpiresAt] = (now + RecordLifetime).ToEpochAttribute(),
                        },
                    },
                },
                new TransactWriteItem
                {
                    Update = new Update
                    {
                        TableName = resources.Value.UserTableName,
                        Key = Key(userId),
                        ConditionExpression = $"attribute_exists({UserItem.ClosedAt})",
                        UpdateExpression =
                            $"SET {UserItem.UserDeletedAt} = if_not_exists({UserItem.UserDeletedAt}, :now), {UserItem.ExpiresAt} = :expiry",
                        ExpressionAttributeValues = new()
                        {
                            [":now"] = now.ToAttribute(),
                            [":expiry"] = (now + TombstoneLifetime).ToEpochAttribute(),
                        },
                    },
                },
            ],
            CancellationToken.None);
    }
}
