namespace CognitoEmulator.Users;

/// <summary>A user as the administrator's lists tell it.</summary>
internal sealed record UserType(
    string Username, List<AttributeType> Attributes, DateTimeOffset UserCreateDate, DateTimeOffset UserLastModifiedDate, bool Enabled, string UserStatus)
{
    /// <param name="attributesToGet">Null for all.</param>
    public static UserType Of(User user, List<string>? attributesToGet = null) => new(
        user.Username,
        [.. AttributeType.Of(user).Where(attribute => attributesToGet?.Contains(attribute.Name!) is not false)],
        user.CreatedAt,
        user.ModifiedAt,
        user.Enabled,
        user.Status.ApiName());
}
