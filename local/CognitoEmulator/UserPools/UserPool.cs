using System.Text.Json.Serialization;

namespace CognitoEmulator.UserPools;

/// <summary>A user pool as DescribeUserPool tells it.</summary>
internal sealed record UserPool : UserPoolSettings
{
    /// <summary>Members that no settings may bring in beside the typed ones.</summary>
    private static readonly HashSet<string> OwnMembers =
    [
        nameof(Id), nameof(Name), nameof(Arn), nameof(SchemaAttributes), nameof(AliasAttributes), nameof(UsernameAttributes),
        nameof(UsernameConfiguration), nameof(CreationDate), nameof(LastModifiedDate), nameof(EstimatedNumberOfUsers),
    ];

    [JsonConstructor]
    public UserPool()
    {
    }

    public UserPool(UserPoolSettings settings)
        : base(settings)
    {
        Other = settings.Other?.Where(member => !OwnMembers.Contains(member.Key)).ToDictionary();
    }

    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Arn { get; init; }

    public required List<SchemaAttribute> SchemaAttributes { get; init; }

    public List<string>? AliasAttributes { get; init; }

    public List<string>? UsernameAttributes { get; init; }

    public UsernameConfiguration? UsernameConfiguration { get; init; }

    public DateTimeOffset CreationDate { get; init; }

    public DateTimeOffset LastModifiedDate { get; init; }

    public long? EstimatedNumberOfUsers { get; init; }

    [JsonIgnore]
    public PasswordPolicy PasswordPolicy => Policies?.PasswordPolicy ?? PasswordPolicy.Default;

    [JsonIgnore]
    public bool AllowsMfa => MfaConfiguration is "ON" or "OPTIONAL";

    public SchemaAttribute? FindAttribute(string name) => SchemaAttributes.Find(attribute => attribute.Name == name);

    public bool Verifies(string attribute) => AutoVerifiedAttributes?.Contains(attribute) is true;

    /// <summary>The user name is an e-mail address or phone number, as sign-up gives it.</summary>
    public bool SignsUpWith(string attribute) => UsernameAttributes?.Contains(attribute) is true;

    /// <summary>The attribute's value also signs in, once it is verified.</summary>
    public bool HasAlias(string attribute) => AliasAttributes?.Contains(attribute) is true;

    public bool KeepsOldValueUntilVerified(string attribute) =>
        UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate?.Contains(attribute) is true;

    /// <summary>How two spellings of a name to sign in with are compared: pools without a setting mind the case.</summary>
    public string Normalize(string name) => UsernameConfiguration?.CaseSensitive is false ? name.ToLowerInvariant() : name;
}

internal sealed record UsernameConfiguration(bool CaseSensitive);
