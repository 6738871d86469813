namespace TripLogger.Api.Configuration;

/// <summary>Which cloud this process talks to. Bound to the configuration's root, because most names are the AWS SDK's own.</summary>
/// <remarks>See <see href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html">service-specific endpoints</see>.</remarks>
public sealed class CloudOptions
{
    /// <summary>
    /// Name of the stack's environment: develop, staging or production. Unless set, it follows ASP.NET Core's own:
    /// Development is develop, Production is production.
    /// </summary>
    [ConfigurationKeyName("Cloud:Environment")]
    public string? Environment { get; set; }

    /// <summary>The local user pools' address. This one decides: set means local, missing means AWS.</summary>
    [ConfigurationKeyName("AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER")]
    public Uri? UserPoolEndpoint { get; set; }

    /// <summary>The local identity pools' address.</summary>
    [ConfigurationKeyName("AWS_ENDPOINT_URL_COGNITO_IDENTITY")]
    public Uri? IdentityPoolEndpoint { get; set; }

    /// <summary>The local database's address.</summary>
    [ConfigurationKeyName("AWS_ENDPOINT_URL_DYNAMODB")]
    public Uri? DynamoDbEndpoint { get; set; }

    /// <summary>What a caller of the local Lambda Invoke route must show; without it that route does not exist.</summary>
    [ConfigurationKeyName("LocalCloud:LambdaInvokeKey")]
    public string? LambdaInvokeKey { get; set; }

    /// <summary>Whether the cloud is the developer's machine.</summary>
    public bool IsLocal => UserPoolEndpoint is not null;
}
