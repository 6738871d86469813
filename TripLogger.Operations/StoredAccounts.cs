using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using TripLogger.Api.Configuration;
using TripLogger.Api.Data;

namespace TripLogger.Operations;

/// <summary>What the tables hold of whom. Scans: an operator has the time that a traveller has not.</summary>
/// <param name="dynamoDb">The database.</param>
/// <param name="resources">The tables' names.</param>
public sealed class StoredAccounts(IAmazonDynamoDB dynamoDb, AwsResources resources)
{
    /// <summary>Every item of the user table, by sub.</summary>
    public async Task<Dictionary<string, StoredUser>> ReadUsersAsync(CancellationToken cancellationToken) =>
        (await ScanAsync(
            resources.UserTableName!, [UserItem.Id, UserItem.Email, UserItem.ClosedAt, UserItem.UserDeletedAt], cancellationToken))
            .ToDictionary(item => item[UserItem.Id].S, StoredUser.Of, StringComparer.Ordinal);

    /// <summary>Everyone who owns something in the trip table.</summary>
    public async Task<HashSet<string>> ReadTripOwnersAsync(CancellationToken cancellationToken) =>
        [.. (await ScanAsync(resources.TripTableName!, [TripItem.UserId], cancellationToken)).Select(item => item[TripItem.UserId].S)];

    /// <summary>Everyone who has left, by the record of closings.</summary>
    public async Task<HashSet<string>> ReadClosedAsync(CancellationToken cancellationToken) =>
        [.. (await ScanAsync(resources.ClosingTableName!, [ClosingItem.Sub], cancellationToken)).Select(item => item[ClosingItem.Sub].S)];

    /// <summary>The user's item, or null.</summary>
    public async Task<StoredUser?> FindUserAsync(string sub, CancellationToken cancellationToken)
    {
        var found = await dynamoDb.GetItemAsync(
            new GetItemRequest(resources.UserTableName, new() { [UserItem.Id] = new(sub) }, consistentRead: true), cancellationToken);
        return found.IsItemSet ? StoredUser.Of(found.Item) : null;
    }

    /// <summary>Whether the user owns anything in the trip table.</summary>
    public async Task<bool> HasTripItemsAsync(string sub, CancellationToken cancellationToken)
    {
        var page = await dynamoDb.QueryAsync(
            new QueryRequest(resources.TripTableName)
            {
                KeyConditionExpression = $"{TripItem.UserId} = :user",
                ExpressionAttributeValues = new() { [":user"] = new(sub) },
                ProjectionExpression = TripItem.UserId,
                ConsistentRead = true,
                Limit = 1,
            },
            cancellationToken);
        return page.Items is { Count: > 0 };
    }

    private async Task<List<Dictionary<string, AttributeValue>>> ScanAsync(
        string table, string[] attributes, CancellationToken cancellationToken)
    {
        List<Dictionary<string, AttributeValue>> items = [];
        Dictionary<string, AttributeValue>? next = null;
        do
        {
            var page = await dynamoDb.ScanAsync(
                new ScanRequest(table)
                {
                    // Names may be words that expressions reserve.
                    ProjectionExpression = string.Join(", ", attributes.Select(attribute => $"#{attribute}")),
                    ExpressionAttributeNames = attributes.ToDictionary(attribute => $"#{attribute}"),
                    ConsistentRead = true,
                    ExclusiveStartKey = next,
                    Limit = 1000,
                },
                cancellationToken);
            items.AddRange(page.Items ?? []);
            next = page.LastEvaluatedKey is { Count: > 0 } last ? last : null;
        }
        while (next is not null);

        return items;
    }
}

/// <summary>A user's item.</summary>
/// <param name="Email">The profile's address; a tombstone has none.</param>
/// <param name="IsClosed">It is a tombstone.</param>
/// <param name="IsDone">It is the tombstone of a closing that came to its end.</param>
public sealed record StoredUser(string? Email, bool IsClosed, bool IsDone)
{
    internal static StoredUser Of(Dictionary<string, AttributeValue> item) =>
        new(item.GetValueOrDefault(UserItem.Email)?.S, item.ContainsKey(UserItem.ClosedAt), item.ContainsKey(UserItem.UserDeletedAt));
}
