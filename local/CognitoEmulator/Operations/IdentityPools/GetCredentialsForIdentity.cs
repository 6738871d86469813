using System.Security.Cryptography;
using CognitoEmulator.IdentityPools;
using CognitoEmulator.Protocol;

namespace CognitoEmulator.Operations;

internal sealed record GetCredentialsForIdentityRequest(string? IdentityId, Dictionary<string, string>? Logins);

internal sealed record GetCredentialsForIdentityResponse(string IdentityId, CredentialsType Credentials);

internal sealed record CredentialsType(string AccessKeyId, string SecretKey, string SessionToken, DateTimeOffset Expiration);

/// <summary>Credentials of the right form for an hour; nothing on this machine checks them.</summary>
internal sealed class GetCredentialsForIdentity(IdentityAccess access, TimeProvider clock)
    : IOperation<GetCredentialsForIdentityRequest, GetCredentialsForIdentityResponse>
{
    private const string KeyIdAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public async Task<GetCredentialsForIdentityResponse> HandleAsync(GetCredentialsForIdentityRequest request, OperationContext context)
    {
        var acting = await access.VerifyAsync(request.IdentityId, request.Logins, context.Cancellation);
        if (acting.Stored.Roles.Roles?.ContainsKey(acting.Kind) is not true)
        {
            throw new CognitoException(
                "InvalidIdentityPoolConfigurationException", $"Invalid identity pool configuration. Check assigned IAM roles for this pool: there is none for {acting.Kind}.");
        }

        return new GetCredentialsForIdentityResponse(
            acting.IdentityId,
            new CredentialsType(
                "ASIA" + RandomNumberGenerator.GetString(KeyIdAlphabet, 16),
                Convert.ToBase64String(RandomNumberGenerator.GetBytes(30)),
                Convert.ToBase64String(RandomNumberGenerator.GetBytes(96)),
                clock.GetUtcNow().AddHours(1)));
    }
}
