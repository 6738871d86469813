using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using CognitoEmulator.Protocol;

namespace CognitoEmulator.UserPools;

/// <summary>An app client as DescribeUserPoolClient tells it.</summary>
internal sealed record UserPoolClient : ClientSettings
{
    /// <summary>Members that no settings may bring in beside the typed ones.</summary>
    private static readonly HashSet<string> OwnMembers =
        [nameof(UserPoolId), nameof(ClientName), nameof(ClientId), nameof(ClientSecret), nameof(CreationDate), nameof(LastModifiedDate)];

    [JsonConstructor]
    public UserPoolClient()
    {
    }

    public UserPoolClient(ClientSettings settings)
        : base(settings)
    {
        Other = settings.Other?.Where(member => !OwnMembers.Contains(member.Key)).ToDictionary();
        EnableTokenRevocation ??= true;
        ExplicitAuthFlows ??= RotatesRefreshTokens
            ? ["ALLOW_CUSTOM_AUTH", "ALLOW_USER_SRP_AUTH"]
            : ["ALLOW_CUSTOM_AUTH", "ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH"];
    }

    public required string UserPoolId { get; init; }

    public required string ClientName { get; init; }

    public required string ClientId { get; init; }

    public string? ClientSecret { get; init; }

    public DateTimeOffset CreationDate { get; init; }

    public DateTimeOffset LastModifiedDate { get; init; }

    /// <summary>Whether an answer may tell that a user does not exist.</summary>
    [JsonIgnore]
    public bool HidesUserExistence => PreventUserExistenceErrors == "ENABLED";

    /// <summary>Whether the client may use a flow, by its name today or its older one.</summary>
    public bool Allows(string flow) => ExplicitAuthFlows!.Contains("ALLOW_" + flow) || ExplicitAuthFlows.Contains(flow);

    /// <summary>Whether tokens and GetUser of this client show an attribute; what is verified goes with its address.</summary>
    public bool MayRead(string attribute) =>
        ReadAttributes is not { } readable
        || readable.Contains(attribute)
        || (attribute.EndsWith("_verified", StringComparison.Ordinal) && readable.Contains(attribute[..^"_verified".Length]));

    /// <summary>A client with a secret proves it with each call: base64(HMAC-SHA256(secret, username + client id)).</summary>
    /// <exception cref="CognitoException">NotAuthorizedException: no or a wrong hash.</exception>
    public void VerifySecretHash(string username, string? hash)
    {
        if (ClientSecret is null)
        {
            if (hash is not null)
            {
                throw CognitoException.NotAuthorized($"Unable to verify secret hash for client {ClientId}");
            }

            return;
        }

        if (hash is null)
        {
            throw CognitoException.NotAuthorized($"Client {ClientId} is configured with secret but SECRET_HASH was not received");
        }

        var expected = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(ClientSecret), Encoding.UTF8.GetBytes(username + ClientId)));
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(hash)))
        {
            throw CognitoException.NotAuthorized($"Unable to verify secret hash for client {ClientId}");
        }
    }

    public void VerifySecret(string? secret)
    {
        if (ClientSecret is not null
            && !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(ClientSecret), Encoding.UTF8.GetBytes(secret ?? "")))
        {
            throw CognitoException.NotAuthorized("Client secret does not match.");
        }
    }
}
