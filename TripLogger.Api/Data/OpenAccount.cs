using Amazon.DynamoDBv2.Model;

namespace TripLogger.Api.Data;

/// <summary>The condition of every write to a user's trips: that the account was not closed.</summary>
internal static class OpenAccount
{
    public static TransactWriteItem Check(string userTable, string userId) => new()
    {
        ConditionCheck = new ConditionCheck
        {
            TableName = userTable,
            Key = new() { [UserItem.Id] = new(userId) },
            ConditionExpression = $"attribute_not_exists({UserItem.ClosedAt})",
        },
    };
}
