using CognitoEmulator.Hosting;
using CognitoEmulator.Protocol;
using CognitoEmulator.Tokens;
using CognitoEmulator.UserPools;
using CognitoEmulator.Users;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;

namespace CognitoEmulator.IdentityPools;

/// <summary>A verified login: the provider's name and the user's sub there.</summary>
internal sealed record Login(string Provider, string Subject);

/// <summary>Checks the id tokens that come as logins: only of the identity pool's own providers.</summary>
internal sealed class Logins(AccessTokens tokens, SignInStore signIns, UserStore users, IOptions<EmulatorOptions> options)
{
    /// <returns>Null: no logins, a guest.</returns>
    /// <exception cref="CognitoException">NotAuthorizedException: not a valid id token of a registered provider.</exception>
    public async Task<Login?> VerifyAsync(IdentityPool pool, Dictionary<string, string>? logins)
    {
        if (logins is not { Count: > 0 })
        {
            return null;
        }

        if (logins.Count > 1)
        {
            throw CognitoException.InvalidParameter("Give one login: the emulator has user pools as providers only, and a caller has one user.");
        }

        var (provider, text) = logins.Single();
        // Clients name the provider by the token's issuer, which is the emulator's address here and AWS's there.
        var poolId = provider[(provider.LastIndexOf('/') + 1)..];
        var host = provider[..Math.Max(0, provider.LastIndexOf('/'))];
        var registered = pool.CognitoIdentityProviders?.Where(candidate => candidate.UserPoolId == poolId).ToList() ?? [];
        if (registered.Count == 0 || !IsHostOfProviders(host))
        {
            throw CognitoException.NotAuthorized("Token is not from a supported provider of this identity pool.");
        }

        var (userPool, token) = await ReadAsync(text);
        var match = registered.Find(candidate => token.Audiences.Contains(candidate.ClientId));
        if (userPool.Id != poolId || match is null)
        {
            throw CognitoException.NotAuthorized("Token is not from a supported provider of this identity pool.");
        }

        if (match.ServerSideTokenCheck is true && !IsStillSignedIn(userPool, token))
        {
            throw CognitoException.NotAuthorized("Invalid login token. The user is signed out, disabled or deleted.");
        }

        return new Login($"cognito-idp.{options.Value.Region}.amazonaws.com/{poolId}", token.Subject);
    }

    private async Task<(UserPool Pool, JsonWebToken Token)> ReadAsync(string text)
    {
        try
        {
            return await tokens.ReadAsync(text, "id", "Id Token");
        }
        catch (CognitoException error)
        {
            throw CognitoException.NotAuthorized($"Invalid login token. {error.Message}.");
        }
    }

    private bool IsStillSignedIn(UserPool pool, JsonWebToken token) =>
        token.TryGetPayloadValue<string>("event_id", out var eventId)
        && signIns.Find(eventId) is not null
        && users.Find(pool, token.Subject) is { Enabled: true };

    private bool IsHostOfProviders(string host) =>
        host == $"cognito-idp.{options.Value.Region}.amazonaws.com" || LoopbackAddresses.IsLoopbackOrigin($"http://{host}");
}
