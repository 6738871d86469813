namespace TripLogger.Infra;

/// <summary>
/// Names of the stack's outputs. They are the contract with the API, which finds each in its configuration section
/// <c>AWS:Resources</c>.
/// </summary>
public static class StackOutputs
{
    /// <summary>The AWS region of everything below.</summary>
    public const string Region = "Region";

    /// <summary>Id of the user pool.</summary>
    public const string UserPoolId = "UserPoolId";

    /// <summary>Id of the web client in the user pool.</summary>
    public const string UserPoolClientId = "UserPoolClientId";

    /// <summary>Host of the hosted sign-in, without scheme; only there when a social provider is on.</summary>
    public const string UserPoolDomain = "UserPoolDomain";

    /// <summary>The social providers that are on, as Cognito spells them, separated by commas; only there when one is.</summary>
    public const string SocialProviders = "SocialProviders";

    /// <summary>Id of the identity pool.</summary>
    public const string IdentityPoolId = "IdentityPoolId";

    /// <summary>Name of the table with one item per user.</summary>
    public const string UserTableName = "UserTableName";

    /// <summary>Name of the table with the trips.</summary>
    public const string TripTableName = "TripTableName";

    /// <summary>Name of the table that remembers who has left.</summary>
    public const string ClosingTableName = "ClosingTableName";

    /// <summary>Name of the function that runs after a confirmed sign-up.</summary>
    public const string AddUserFunctionName = "AddUserFunctionName";

    /// <summary>The environment variable that brings an output into a process, such as <c>AWS__Resources__UserTableName</c>.</summary>
    /// <param name="output">One of the names above.</param>
    public static string EnvironmentVariable(string output) => $"AWS__Resources__{output}";
}
