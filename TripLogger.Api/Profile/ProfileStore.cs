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
    public async Task<UserProfile?> FindAsync(string id, CancellationToken cancellationToken)
    {
        var found = await dynamoDb.GetItemAsync(new GetItemRequest(Table, Key(id), consistentRead: true), cancellationToken);
        return found.IsItemSet ? ToProfile(found.Item) : null;
    }

    /// <summary>Creates the profile unless it is there; answers the one that is there afterwards.</summary>
    public async Task<UserProfile> AddAsync(string id, string email, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().ToAttribute();
        var item = new Dictionary<string, AttributeValue>
        {
            [UserItem.Id] = new(id),
            [UserItem.Email] = new(email),
            [UserItem.CreatedAt] = now,
            [UserItem.UpdatedAt] = now,
            [UserItem.Version] = 1.ToAttribute(),
        };

        var put = new PutItemRequest(Table, item)
        {
            ConditionExpression = $"attribute_not_exists({UserItem.Id})",
            ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD,
        };
        try
        {
            await WriteConflicts.WriteAsync(cancel => dynamoDb.PutItemAsync(put, cancel), cancellationToken);
            return ToProfile(item);
        }
        catch (ConditionalCheckFailedException existing)
        {
            return ToProfile(existing.Item);
        }
    }

    /// <summary>Changes what users say about themselves and nothing else, or answers null when <paramref name="version"/> is not the current one.</summary>
    public async Task<UserProfile?> UpdateAsync(string id, ProfileUpdate update, int version, CancellationToken cancellationToken)
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
            return null;
        }
    }

    /// <summary>Stores the address that the user pool verified, or answers null when there is no profile yet. An address that is there already changes nothing.</summary>
    public async Task<UserProfile?> SetEmailAsync(string id, string email, CancellationToken cancellationToken)
    {
        var change = new UpdateItemRequest
        {
            TableName = Table,
            Key = Key(id),
            ConditionExpression = $"attribute_exists({UserItem.Id}) AND attribute_not_exists({UserItem.ClosedAt}) AND {UserItem.Email} <> :email",
            UpdateExpression = $"SET {UserItem.Email} = :email, {UserItem.UpdatedAt} = :now ADD {UserItem.Version} :one",
            ExpressionAttributeValues = new() { [":email"] = new(email), [":now"] = clock.GetUtcNow().ToAttribute(), [":one"] = 1.ToAttribute() },
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
            return refused.Item is { Count: > 0 } item ? ToProfile(item) : null;
        }
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
