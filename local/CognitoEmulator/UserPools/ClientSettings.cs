using System.Text.Json;
using System.Text.Json.Serialization;
using CognitoEmulator.Protocol;

namespace CognitoEmulator.UserPools;

/// <summary>
/// What can be set on an app client at any time.
/// See <see href="https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserPoolClientType.html">UserPoolClientType</see>.
/// </summary>
internal record ClientSettings
{
    public List<string>? ExplicitAuthFlows { get; init; }

    public string? PreventUserExistenceErrors { get; init; }

    public bool? EnableTokenRevocation { get; init; }

    public RefreshTokenRotation? RefreshTokenRotation { get; init; }

    public int? AccessTokenValidity { get; init; }

    public int? IdTokenValidity { get; init; }

    public int? RefreshTokenValidity { get; init; }

    public TokenValidityUnits? TokenValidityUnits { get; init; }

    public int? AuthSessionValidity { get; init; }

    public List<string>? ReadAttributes { get; init; }

    public List<string>? WriteAttributes { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Other { get; set; }

    [JsonIgnore]
    public bool RotatesRefreshTokens => RefreshTokenRotation?.Feature == "ENABLED";

    /// <exception cref="CognitoException">InvalidParameterException: settings that the service refuses.</exception>
    public void Verify()
    {
        new Constraints()
            .OneOf("preventUserExistenceErrors", PreventUserExistenceErrors, "LEGACY", "ENABLED")
            .OneOf("refreshTokenRotation.feature", RefreshTokenRotation?.Feature, "ENABLED", "DISABLED")
            .Range("refreshTokenRotation.retryGracePeriodSeconds", RefreshTokenRotation?.RetryGracePeriodSeconds, 0, 60)
            .Range("authSessionValidity", AuthSessionValidity, 3, 15)
            .Verify();
        foreach (var flow in ExplicitAuthFlows ?? [])
        {
            new Constraints().OneOf("explicitAuthFlows", flow,
                "ADMIN_NO_SRP_AUTH", "CUSTOM_AUTH_FLOW_ONLY", "USER_PASSWORD_AUTH", "ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_CUSTOM_AUTH",
                "ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_AUTH").Verify();
        }

        if (RotatesRefreshTokens && ExplicitAuthFlows?.Contains("ALLOW_REFRESH_TOKEN_AUTH") is true)
        {
            throw CognitoException.InvalidParameter("ALLOW_REFRESH_TOKEN_AUTH can't be enabled together with refresh token rotation: clients refresh with GetTokensFromRefreshToken.");
        }

        _ = Lifetimes;
    }

    /// <summary>How long tokens live: 1 hour, 1 hour and 30 days unless set.</summary>
    [JsonIgnore]
    public TokenLifetimes Lifetimes => new(
        Lifetime("accessTokenValidity", AccessTokenValidity, TokenValidityUnits?.AccessToken ?? "hours", TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), TimeSpan.FromDays(1)),
        Lifetime("idTokenValidity", IdTokenValidity, TokenValidityUnits?.IdToken ?? "hours", TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), TimeSpan.FromDays(1)),
        Lifetime("refreshTokenValidity", RefreshTokenValidity, TokenValidityUnits?.RefreshToken ?? "days", TimeSpan.FromDays(30), TimeSpan.FromHours(1), TimeSpan.FromDays(3650)));

    private static TimeSpan Lifetime(string member, int? value, string unit, TimeSpan otherwise, TimeSpan min, TimeSpan max)
    {
        new Constraints().OneOf("tokenValidityUnits", unit, "seconds", "minutes", "hours", "days").Verify();
        // 0 stands for the default in this API.
        if (value is null or 0)
        {
            return otherwise;
        }

        var seconds = (long)value * (unit switch { "seconds" => 1, "minutes" => 60, "hours" => 3600, _ => 86400 });
        if (seconds < min.TotalSeconds || seconds > max.TotalSeconds)
        {
            throw CognitoException.InvalidParameter($"Invalid range for token validity: {member} must be between {min.TotalSeconds:0} and {max.TotalSeconds:0} seconds.");
        }

        return TimeSpan.FromSeconds(seconds);
    }
}

internal sealed record RefreshTokenRotation(string Feature, int? RetryGracePeriodSeconds);

internal sealed record TokenValidityUnits(string? AccessToken, string? IdToken, string? RefreshToken);

internal sealed record TokenLifetimes(TimeSpan Access, TimeSpan Id, TimeSpan Refresh);
