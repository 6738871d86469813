namespace CognitoEmulator.Users;

/// <summary>One attribute on the wire.</summary>
internal sealed record AttributeType(string? Name, string? Value)
{
    /// <summary>The values by name; the first of a name counts.</summary>
    public static Dictionary<string, string>? ToMap(List<AttributeType>? attributes) => attributes?
        .Where(attribute => attribute.Name is not null)
        .DistinctBy(attribute => attribute.Name)
        .ToDictionary(attribute => attribute.Name!, attribute => attribute.Value ?? "");

    /// <summary>A user's attributes with <c>sub</c>, as GetUser and the admin operations list them.</summary>
    public static List<AttributeType> Of(User user) => [new("sub", user.Sub), .. user.Attributes.Select(attribute => new AttributeType(attribute.Key, attribute.Value))];
}
