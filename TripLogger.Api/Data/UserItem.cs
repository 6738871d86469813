namespace TripLogger.Api.Data;

/// <summary>
/// Attributes of an item of UserTable. Times are ISO 8601 strings in UTC, <see cref="Version"/> is a number;
/// an attribute without a value is not there.
/// </summary>
public static class UserItem
{
    /// <summary>Partition key: the user's sub.</summary>
    public const string Id = "id";

    public const string Email = "email";
    public const string DisplayName = "displayName";
    public const string HomeCountry = "homeCountry";
    public const string Bio = "bio";
    public const string CreatedAt = "createdAt";
    public const string UpdatedAt = "updatedAt";

    /// <summary>1 when created, one more with every change.</summary>
    public const string Version = "version";

    /// <summary>When the newest access token was issued with which the pool was asked for the address, in seconds since 1970.</summary>
    public const string EmailCheckedUpTo = "emailCheckedUpTo";

    /// <summary>How often the pool's address was taken over: the order of those who ask at the same time.</summary>
    public const string EmailChecks = "emailChecks";

    /// <summary>When the account was closed: the item is a tombstone.</summary>
    public const string ClosedAt = "closedAt";

    /// <summary>On a tombstone: when the user pool's user was gone too, and the closing was done.</summary>
    public const string UserDeletedAt = "userDeletedAt";

    /// <summary>When DynamoDB may delete a tombstone, in seconds since 1970. Only that of a closing that is done has it.</summary>
    public const string ExpiresAt = "expiresAt";
}
