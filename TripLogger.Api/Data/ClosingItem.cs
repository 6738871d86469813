namespace TripLogger.Api.Data;

/// <summary>Attributes of an item of ClosingTable: that somebody has left. It holds ids and times, nothing else.</summary>
public static class ClosingItem
{
    /// <summary>Partition key: the sub that the user had. Cognito gives no sub twice.</summary>
    public const string Sub = "sub";

    /// <summary>When the closing was done.</summary>
    public const string ClosedAt = "closedAt";

    /// <summary>When DynamoDB may forget it, in seconds since 1970.</summary>
    public const string ExpiresAt = "expiresAt";
}
