using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Microsoft.Extensions.Options;
using TripLogger.Api.Configuration;
using TripLogger.Api.Data;

namespace TripLogger.Api.Account;

/// <summary>
/// Takes a user's data away. Every step can be repeated, and a later call goes on where an earlier one stopped.
/// </summary>
internal sealed class AccountCloser(IAmazonDynamoDB dynamoDb, IOptions<AwsResources> resources, TimeProvider clock)
{
    /// <summary>
    /// Longer than any access token lives: from its first second nobody writes for this user, and nobody with
    /// an old token re-creates the profile before it is gone.
    /// </summary>
    private static readonly TimeSpan TombstoneLifetime = TimeSpan.FromHours(24);

    private const int BatchSize = 25;
    private const int MaxBatchesAtOnce = 4;

    /// <summary>A page of 1 MB would do on AWS; DynamoDB Local first collects all that is not limited, which may be more than its memory.</summary>
    private const int KeysPerPage = 1000;

    /// <summary>Puts a tombstone in the profile's place, unless there is one.</summary>
    /// <returns>Whether the account was closed to the end before.</returns>
    public async Task<bool> BuryProfileAsync(string userId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var put = new PutItemRequest(resources.Value.UserTableName, new()
        {
            [UserItem.Id] = new(userId),
            [UserItem.ClosedAt] = now.ToAttribute(),
            [UserItem.ExpiresAt] = (now + TombstoneLifetime).ToEpochAttribute(),
        })
        {
            ConditionExpression = $"attribute_not_exists({UserItem.ClosedAt})",
            ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD,
        };
        try
        {
            await WriteConflicts.WriteAsync(cancel => dynamoDb.PutItemAsync(put, cancel), cancellationToken);
            return false;
        }
        catch (ConditionalCheckFailedException buried)
        {
            // Its day counts from the first time.
            return buried.Item.ContainsKey(UserItem.UserDeletedAt);
        }
    }

    /// <summary>Notes on the tombstone that the user pool no longer knows the user either.</summary>
    public async Task FinishAsync(string userId, CancellationToken cancellationToken)
    {
        var update = new UpdateItemRequest
        {
            TableName = resources.Value.UserTableName,
            Key = new() { [UserItem.Id] = new(userId) },
            ConditionExpression = $"attribute_exists({UserItem.ClosedAt})",
            UpdateExpression = $"SET {UserItem.UserDeletedAt} = :now",
            ExpressionAttributeValues = new() { [":now"] = clock.GetUtcNow().ToAttribute() },
        };
        await WriteConflicts.WriteAsync(cancel => dynamoDb.UpdateItemAsync(update, cancel), cancellationToken);
    }

    /// <summary>Whether another request is just about to finish, or did.</summary>
    public async Task<bool> IsFinishedSoonAsync(string userId, CancellationToken cancellationToken)
    {
        var key = new Dictionary<string, AttributeValue> { [UserItem.Id] = new(userId) };
        for (var turn = 0; turn < 5; turn++)
        {
            var found = await dynamoDb.GetItemAsync(new GetItemRequest(resources.Value.UserTableName, key, consistentRead: true), cancellationToken);
            if (found.Item?.ContainsKey(UserItem.UserDeletedAt) == true)
            {
                return true;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), clock, cancellationToken);
        }

        return false;
    }

    /// <summary>Deletes everything in the user's partition of TripTable.</summary>
    public async Task DeleteTripsAsync(string userId, CancellationToken cancellationToken)
    {
        // Deleted items do not come again, so each page is the first one.
        while (await ReadKeysAsync(userId, cancellationToken) is { Count: > 0 } keys)
        {
            await Parallel.ForEachAsync(
                keys.Chunk(BatchSize),
                new ParallelOptions { MaxDegreeOfParallelism = MaxBatchesAtOnce, CancellationToken = cancellationToken },
                async (chunk, cancel) => await DeleteAsync(chunk, cancel));
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
}
