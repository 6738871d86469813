using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Microsoft.Extensions.Options;
using TripLogger.Api.Configuration;
using TripLogger.Api.Data;

namespace TripLogger.Api.Profile;

/// <summary>Profiles in UserTable. Every call is one DynamoDB request.</summary>
/// <remarks>Every method throws <see cref="AccountClosedException"/> for a user who closed the account.</remarks>
public sealed class ProfileStore(IAmazonDynamoDB dynamoDb, IOptions<AwsResources> resources, TimeProvider clock)
{
    private string Table => resources.Value.UserTableName!;

    /// <summary>The user's profile, or null when there is none yet.</summary>
    public async Task<UserProfile?> FindAsync(string id, CancellationToken cancellationToken) => (await ReadAsync(id, cancellationToken))?.Profile;

    /// <summary>The same with what only the store knows.</summary>
    internal async Task<StoredProfile?> ReadAsync(string id, CancellationToken cancellationToken)
    {
        var found = await dynamoDb.GetItemAsync(new GetItemRequest(Table, Key(id), consistentRead: true), cancellationToken);
        return found.IsItemSet
            ? new StoredProfile(ToProfile(found.Item), found.Item.FindNumber(UserItem.EmailChecks), found.Item.FindNumber(UserItem.EmailCheckedUpTo))
            : null;
    }

    /// <summary>Creates the profile unless it is there. The address is what the pool said some time ago: the first token that comes has it asked again.</summary>
    public async Task AddAsync(string id, string email, CancellationToken cancellationToken) => await PutNewAsync(NewItem(id, email), cancellationToken);

    /// <summary>
    /// Stores what the pool said, or answers null when somebody else stored its answer since <paramref name="read"/>. The version, and with it
    /// what callers hold as an ETag, changes with the address alone.
    /// </summary>
    /// <param name="id">The user.</param>
    /// <param name="read">The profile as it was before the pool was asked, or null when there was none.</param>
    /// <param name="email">The verified address; null when there is none, which changes nothing.</param>
    /// <param name="checkedUpTo">When the token was issued with which the pool was asked, in seconds since 1970.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    internal async Task<UserProfile?> StoreEmailAsync(string id, StoredProfile? read, string? email, long checkedUpTo, CancellationToken cancellationToken)
    {
        if (read is null)
        {
            var item = NewItem(id, email!);
            item[UserItem.EmailChecks] = 1.ToAttribute();
            item[UserItem.EmailCheckedUpTo] = checkedUpTo.ToAttribute();
            return await PutNewAsync(item, cancellationToken) ? ToProfile(item) : null;
        }

        var change = new UpdateItemRequest
        {
            TableName = Table,
            Key = Key(id),
            ConditionExpression = $"attribute_exists({UserItem.Id}) AND attribute_not_exists({UserItem.ClosedAt}) AND " +
                (read.EmailChecks == 0 ? $"attribute_not_exists({UserItem.EmailChecks})" : $"{UserItem.EmailChecks} = :checks"),
            UpdateExpression = $"SET {UserItem.EmailCheckedUpTo} = :upTo ADD {UserItem.EmailChecks} :one",
            ExpressionAttributeValues = new() { [":upTo"] = Math.Max(checkedUpTo, read.EmailCheckedUpTo).ToAttribute(), [":one"] = 1.ToAttribute() },
            ReturnValues = ReturnValue.ALL_NEW,
            ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD,
        };
        if (read.EmailChecks > 0)
        {
            change.ExpressionAttributeValues[":checks"] = read.EmailChecks.ToAttribute();
        }

        if (email is not null && email != read.Profile.Email)
        {
            change.UpdateExpression = $"SET {UserItem.EmailCheckedUpTo} = :upTo, {UserItem.Email} = :email, {UserItem.UpdatedAt} = :now ADD {UserItem.EmailChecks} :one, {UserItem.Version} :one";
            change.ExpressionAttributeValues[":email"] = new(email);
            change.ExpressionAttributeValues[":now"] = clock.GetUtcNow().ToAttribute();
        }

        try
        {
            var updated = await WriteConflicts.WriteAsync(cancel => dynamoDb.UpdateItemAsync(change, cancel), cancellationToken);
            return ToProfile(updated.Attributes);
        }
        catch (ConditionalCheckFailedException refused)
        {
            AccountClosedException.ThrowIfClosed(refused.Item);
            return null;
        }
    }

    /// <summary>Changes what users say about themselves and nothing else, or answers null when <paramref name="version"/> is not the current one.</summary>
    public async Task<UserProfile?> UpdateAsync(string id, ProfileUpdate update, long version, CancellationToken cancellationToken)
    {
        var texts = new (string Name, string? Value)[]
        {
            (UserItem.DisplayName, update.DisplayName),
            (UserItem.HomeCountry, update.HomeCountry),
            (UserItem.Bio, update.Bio),
        };
        var set = texts.Where(text => text.Value is not null).ToArray();
        var removed = texts.Where(text => text.Value is null).Select(text => text.Name).ToArray();

        var values = set.ToDictionary(text => $":{text.Name}", text => new AttributeValue(text.Value));
        values[":now"] = clock.GetUtcNow().ToAttribute();
        values[":expected"] = version.ToAttribute();
        values[":next"] = (version + 1).ToAttribute();

        var expression = string.Join(", ", [$"SET {UserItem.UpdatedAt} = :now", $"{UserItem.Version} = :next", .. set.Select(text => $"{text.Name} = :{text.Name}")]);
        if (removed.Length > 0)
        {
            expression += $" REMOVE {string.Join(", ", removed)}";
        }

        var change = new UpdateItemRequest
        {
            TableName = Table,
            Key = Key(id),
            ConditionExpression = $"{UserItem.Version} = :expected AND attribute_not_exists({UserItem.ClosedAt})",
            UpdateExpression = expression,
            ExpressionAttributeValues = values,
            ReturnValues = ReturnValue.ALL_NEW,
            ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD,
        };
        try
        {
            var updated = await WriteConflicts.WriteAsync(cancel => dynamoDb.UpdateItemAsync(change, cancel), cancellationToken);
            return ToProfile(updated.Attributes);
        }
        catch (ConditionalCheckFailedException refused)
        {
            AccountClosedException.ThrowIfClosed(refused.Item);
            return IsThisChange(refused.Item) ? ToProfile(refused.Item) : null;
        }

        // An answer that was lost on the way had the SDK send the change again, and it met itself.
        bool IsThisChange(Dictionary<string, AttributeValue>? item) =>
            item is { Count: > 0 }
            && item.GetNumber(UserItem.Version) == version + 1
            && item.GetText(UserItem.UpdatedAt) == values[":now"].S
            && texts.All(text => item.FindText(text.Name) == text.Value);
    }

    /// <summary>Puts an item where none is.</summary>
    /// <returns>Whether there was none.</returns>
    private async Task<bool> PutNewAsync(Dictionary<string, AttributeValue> item, CancellationToken cancellationToken)
    {
        var put = new PutItemRequest(Table, item)
        {
            ConditionExpression = $"attribute_not_exists({UserItem.Id})",
            ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD,
        };
        try
        {
            await WriteConflicts.WriteAsync(cancel => dynamoDb.PutItemAsync(put, cancel), cancellationToken);
            return true;
        }
        catch (ConditionalCheckFailedException existing)
        {
            AccountClosedException.ThrowIfClosed(existing.Item);
            return false;
        }
    }

    private Dictionary<string, AttributeValue> NewItem(string id, string email)
    {
        var now = clock.GetUtcNow().ToAttribute();
        return new()
        {
            [UserItem.Id] = new(id),
            [UserItem.Email] = new(email),
            [UserItem.CreatedAt] = now,
            [UserItem.UpdatedAt] = now,
            [UserItem.Version] = 1.ToAttribute(),
        };
    }

    private static Dictionary<string, AttributeValue> Key(string id) => new() { [UserItem.Id] = new(id) };

    private static UserProfile ToProfile(Dictionary<string, AttributeValue> item)
    {
        AccountClosedException.ThrowIfClosed(item);
        return new UserProfile(
            item.GetText(UserItem.Id),
            item.GetText(UserItem.Email),
            item.FindText(UserItem.DisplayName),
            item.FindText(UserItem.HomeCountry),
            item.FindText(UserItem.Bio),
            item.GetTime(UserItem.CreatedAt),
            item.GetTime(UserItem.UpdatedAt),
            item.GetNumber(UserItem.Version));
    }
}
