using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Microsoft.Extensions.Options;
using TripLogger.Api.Configuration;
using TripLogger.Api.Data;
using TripLogger.Api.PublicTrips;

namespace TripLogger.Api.Trips;

/// <summary>
/// Writes a user's own trips. Every write is one transaction: the trip, the summary, and the condition that the account is open.
/// </summary>
/// <remarks>Every method throws <see cref="AccountClosedException"/> for a user who closed the account.</remarks>
internal sealed class TripWriter(IAmazonDynamoDB dynamoDb, IOptions<AwsResources> resources, TimeProvider clock)
{
    // The place of each write in its transaction, by which DynamoDB says what was refused.
    private const int AccountCheck = 0;
    private const int TripWrite = 1;
    private const int IdempotencyWrite = 1;

    private string Table => resources.Value.TripTableName!;

    private string UserTable => resources.Value.UserTableName!;

    /// <summary>Creates a trip, or answers the one that the first request with the same key created.</summary>
    /// <returns>The trip as it was created and whether an earlier request did so, or null when the key was used for another content.</returns>
    public async Task<(Trip Trip, bool IsRepeated)?> CreateAsync(string userId, TripContent content, string? idempotencyKey, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var tripId = Guid.CreateVersion7(now).ToString();
        var item = NewItem(userId, tripId, content, now.ToAttribute());

        List<TransactWriteItem> writes = [OpenAccount.Check(UserTable, userId)];
        if (idempotencyKey is not null)
        {
            writes.Add(IdempotencyItem.Put(Table, userId, idempotencyKey, content, tripId, now));
        }

        writes.Add(new TransactWriteItem { Put = new Put { TableName = Table, Item = item } });
        writes.Add(SummaryItem.Change(Table, userId, before: null, after: content)!);

        try
        {
            await dynamoDb.TransactAsync(writes, cancellationToken);
            return (StoredTrip.FromItem(item).Trip, IsRepeated: false);
        }
        catch (TransactionCanceledException canceled) when (canceled.HasFailedCondition(AccountCheck, out var tombstone))
        {
            throw AccountClosedException.Of(tombstone);
        }
        catch (TransactionCanceledException canceled) when (idempotencyKey is not null && canceled.HasFailedCondition(IdempotencyWrite, out var first))
        {
            // The same content under the same key gives the same first answer, so it need not be stored twice.
            return IdempotencyItem.IsOf(first, content)
                ? (StoredTrip.FromItem(NewItem(userId, first.GetText(TripItem.CreatedTripId), content, first[TripItem.CreatedAt])).Trip, IsRepeated: true)
                : null;
        }
    }

    /// <summary>Replaces a trip's content and nothing else, or answers null when the trip is no longer the one that was read.</summary>
    public async Task<Trip?> UpdateAsync(StoredTrip read, TripContent content, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().ToAttribute();
        var attributes = StoredTrip.Attributes(content, content.Visibility == TripVisibility.Public ? read.PublishedAtTripId ?? Place(now, read.Trip.Id) : null);
        attributes[TripItem.UpdatedAt] = now;
        attributes[TripItem.Version] = (read.Trip.Version + 1).ToAttribute();

        var set = attributes.Where(attribute => attribute.Value is not null).ToDictionary(attribute => attribute.Key, attribute => attribute.Value!);
        var removed = attributes.Keys.Except(set.Keys).ToArray();
        var expression = $"SET {string.Join(", ", set.Keys.Select(name => $"#{name} = :{name}"))}";
        if (removed.Length > 0)
        {
            expression += $" REMOVE {string.Join(", ", removed.Select(name => $"#{name}"))}";
        }

        var values = set.ToDictionary(attribute => $":{attribute.Key}", attribute => attribute.Value);
        values[":expected"] = read.Trip.Version.ToAttribute();

        var changed = await ChangeAsync(
            new TransactWriteItem
            {
                Update = new Update
                {
                    TableName = Table,
                    Key = StoredTrip.Key(read.UserId, read.Trip.Id),
                    ConditionExpression = $"#{TripItem.Version} = :expected",
                    UpdateExpression = expression,
                    ExpressionAttributeNames = attributes.Keys.ToDictionary(name => $"#{name}"),
                    ExpressionAttributeValues = values,
                },
            },
            read,
            content,
            cancellationToken);
        if (!changed)
        {
            return null;
        }

        set[TripItem.UserId] = new(read.UserId);
        set[TripItem.TripId] = new(read.Trip.Id);
        set[TripItem.CreatedAt] = new DateTimeOffset(read.Trip.CreatedAt).ToAttribute();
        return StoredTrip.FromItem(set).Trip;
    }

    /// <summary>Deletes a trip, or answers false when it is no longer the one that was read.</summary>
    public Task<bool> DeleteAsync(StoredTrip read, CancellationToken cancellationToken) =>
        ChangeAsync(
            new TransactWriteItem
            {
                Delete = new Delete
                {
                    TableName = Table,
                    Key = StoredTrip.Key(read.UserId, read.Trip.Id),
                    ConditionExpression = $"{TripItem.Version} = :expected",
                    ExpressionAttributeValues = new() { [":expected"] = read.Trip.Version.ToAttribute() },
                },
            },
            read,
            after: null,
            cancellationToken);

    private async Task<bool> ChangeAsync(TransactWriteItem write, StoredTrip read, TripContent? after, CancellationToken cancellationToken)
    {
        List<TransactWriteItem> writes = [OpenAccount.Check(UserTable, read.UserId), write];
        if (SummaryItem.Change(Table, read.UserId, TripContent.Of(read.Trip), after) is { } summary)
        {
            writes.Add(summary);
        }

        try
        {
            await dynamoDb.TransactAsync(writes, cancellationToken);
            return true;
        }
        catch (TransactionCanceledException canceled) when (canceled.HasFailedCondition(AccountCheck, out var tombstone))
        {
            throw AccountClosedException.Of(tombstone);
        }
        catch (TransactionCanceledException canceled) when (canceled.HasFailedCondition(TripWrite, out _))
        {
            return false;
        }
    }

    private static string Place(AttributeValue publishedAt, string tripId) => PublicTripKey.Of(publishedAt.S, tripId, batchId: null);

    private static Dictionary<string, AttributeValue> NewItem(string userId, string tripId, TripContent content, AttributeValue createdAt)
    {
        var item = StoredTrip.Key(userId, tripId);
        foreach (var (name, value) in StoredTrip.Attributes(content, content.Visibility == TripVisibility.Public ? Place(createdAt, tripId) : null))
        {
            if (value is not null)
            {
                item[name] = value;
            }
        }

        item[TripItem.CreatedAt] = createdAt;
        item[TripItem.UpdatedAt] = createdAt;
        item[TripItem.Version] = 1.ToAttribute();
        return item;
    }
}
