using System.Text.Json;
using System.Text.Json.Serialization;

namespace CognitoEmulator.IdentityPools;

/// <summary>
/// What can be set on an identity pool.
/// See <see href="https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_IdentityPool.html">IdentityPool</see>.
/// </summary>
internal record IdentityPoolSettings
{
    public string? IdentityPoolName { get; init; }

    public bool? AllowUnauthenticatedIdentities { get; init; }

    public List<CognitoIdentityProvider>? CognitoIdentityProviders { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Other { get; set; }
}

/// <summary>A user pool's client whose users this identity pool takes in.</summary>
/// <param name="ProviderName">Such as <c>cognito-idp.us-east-1.amazonaws.com/us-east-1_a1B2c3D4e</c>.</param>
/// <param name="ServerSideTokenCheck">Refuses users who are disabled, deleted or signed out.</param>
internal sealed record CognitoIdentityProvider(string? ProviderName, string? ClientId, bool? ServerSideTokenCheck)
{
    [JsonIgnore]
    public string UserPoolId => ProviderName is null ? "" : ProviderName[(ProviderName.LastIndexOf('/') + 1)..];
}

/// <summary>An identity pool as DescribeIdentityPool tells it.</summary>
internal sealed record IdentityPool : IdentityPoolSettings
{
    [JsonConstructor]
    public IdentityPool()
    {
    }

    public IdentityPool(IdentityPoolSettings settings)
        : base(settings)
    {
        Other = settings.Other?.Where(member => member.Key is not nameof(IdentityPoolId)).ToDictionary();
    }

    public required string IdentityPoolId { get; init; }
}

/// <summary>Which role a guest and a signed-in identity get.</summary>
internal sealed record IdentityPoolRoles(string IdentityPoolId, Dictionary<string, string>? Roles, JsonElement? RoleMappings);

/// <summary>An identity pool as it is stored.</summary>
internal sealed record StoredIdentityPool(IdentityPool Pool, IdentityPoolRoles Roles, DateTimeOffset CreatedAt);
