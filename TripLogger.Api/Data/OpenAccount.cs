using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace TripLogger.Api.Data;

/// <summary>The condition of everything that concerns a user's trips: that the account was not closed.</summary>
internal static class OpenAccount
{
    /// <summary>What a read must know of the user's item.</summary>
    public const string Attributes = $"{UserItem.ClosedAt}, {UserItem.UserDeletedAt}";

    public static Dictionary<string, AttributeValue> Key(string userId) => new() { [UserItem.Id] = new(userId) };

    /// <summary>The condition of a write.</summary>
    public static TransactWriteItem Check(string userTable, string userId) => new()
    {
        ConditionCheck = new ConditionCheck
        {
            TableName = userTable,
            Key = Key(userId),
            ConditionExpression = $"attribute_not_exists({UserItem.ClosedAt})",
            // The tombstone tells whether its closing was done.
            ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD,
        },
    };
}
