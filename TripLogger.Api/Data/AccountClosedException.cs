using Amazon.DynamoDBv2.Model;

namespace TripLogger.Api.Data;

/// <summary>The user's item is a tombstone: nothing is read, created or changed for them any more. Answered as 410.</summary>
/// <param name="closedAt">When the closing began, UTC.</param>
/// <param name="isDone">Whether it came to its end.</param>
public sealed class AccountClosedException(DateTime closedAt, bool isDone) : Exception("This account was closed.")
{
    /// <summary>When the closing began, UTC.</summary>
    public DateTime ClosedAt { get; } = closedAt;

    /// <summary>Whether the closing came to its end.</summary>
    public bool IsDone { get; } = isDone;

    /// <summary>Of a tombstone.</summary>
    public static AccountClosedException Of(Dictionary<string, AttributeValue> tombstone) =>
        new(tombstone.GetTime(UserItem.ClosedAt), tombstone.ContainsKey(UserItem.UserDeletedAt));

    /// <summary>Throws when the item of UserTable, null when there is none, is a tombstone.</summary>
    public static void ThrowIfClosed(Dictionary<string, AttributeValue>? item)
    {
        if (item?.ContainsKey(UserItem.ClosedAt) == true)
        {
            throw Of(item);
        }
    }
}
