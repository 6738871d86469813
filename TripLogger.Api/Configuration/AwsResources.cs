namespace TripLogger.Api.Configuration;

/// <summary>
/// The stack's outputs, by their own names: configuration section <c>AWS:Resources</c>, so the environment variable of
/// the output <c>UserTableName</c> is <c>AWS__Resources__UserTableName</c>.
/// </summary>
public sealed class AwsResources
{
    public const string Section = "AWS:Resources";

    /// <summary>What the API cannot start without.</summary>
    public static readonly IReadOnlyList<string> NeededByApi =
    [
        nameof(Region), nameof(UserPoolId), nameof(UserPoolClientId), nameof(IdentityPoolId),
        nameof(UserTableName), nameof(TripTableName), nameof(ClosingTableName),
    ];

    /// <summary>What the user pool's trigger cannot start without: it only writes users.</summary>
    public static readonly IReadOnlyList<string> NeededByAddUser = [nameof(UserTableName)];

    public string? Region { get; set; }

    public string? UserPoolId { get; set; }

    /// <summary>The web client's id: access tokens of other clients of the pool are refused.</summary>
    public string? UserPoolClientId { get; set; }

    public string? IdentityPoolId { get; set; }

    public string? UserTableName { get; set; }

    public string? TripTableName { get; set; }

    /// <summary>Who has left; not in the tables whose loss it must survive.</summary>
    public string? ClosingTableName { get; set; }

    /// <summary>The name under which the local user pool invokes its trigger; needed with <see cref="CloudOptions.LambdaInvokeKey"/>.</summary>
    public string? AddUserFunctionName { get; set; }

    /// <summary>Host of the pool's sign-in pages; only there when social providers are on.</summary>
    public string? UserPoolDomain { get; set; }

    /// <summary>Names of the social providers, separated by commas, as Cognito spells them: <c>Google,Facebook</c>.</summary>
    public string? SocialProviders { get; set; }
}
