using Amazon.DynamoDBv2.Model;

namespace TripLogger.Api.Data;

/// <summary>The user's item is a tombstone: nothing is read, created or changed for them any more. Answered as 410.</summary>
public sealed class AccountClosedException() : Exception("This account was closed.")
{
    /// <summary>Throws when the item of UserTable, null when there is none, is a tombstone.</summary>
    public static void ThrowIfClosed(Dictionary<string, AttributeValue>? item)
    {
        if (item?.ContainsKey(UserItem.ClosedAt) == true)
        {
            throw new AccountClosedException();
        }
    }
}
