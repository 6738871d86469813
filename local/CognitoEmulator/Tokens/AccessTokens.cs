using CognitoEmulator.Protocol;
using CognitoEmulator.UserPools;
using CognitoEmulator.Users;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CognitoEmulator.Tokens;

/// <summary>Who calls with an access token.</summary>
internal sealed record Caller(UserPool Pool, UserPoolClient Client, User User, SignInRecord SignIn);

/// <summary>Checks tokens that this emulator issued: algorithm, signature, issuer, use, lifetime, and that nobody revoked them.</summary>
internal sealed class AccessTokens(SigningKey key, UserPoolStore pools, UserStore users, SignInStore signIns, TimeProvider clock)
{
    private static readonly JsonWebTokenHandler Handler = new();

    /// <exception cref="CognitoException">NotAuthorizedException: not a valid access token. UserNotFoundException: it is, but its user was deleted.</exception>
    public async Task<Caller> AuthenticateAsync(string? accessToken)
    {
        new Constraints().AccessToken(accessToken).Verify();
        var (pool, token) = await ReadAsync(accessToken!, "access", "Access Token");
        var signIn = signIns.Find(Claim(token, "event_id"));
        if (signIn is null)
        {
            throw users.Find(pool, Claim(token, "sub")) is null ? CognitoException.UserNotFound() : CognitoException.NotAuthorized("Access Token has been revoked");
        }

        if (pools.FindClient(signIn.ClientId) is not { } client
            || users.Find(pool, signIn.Username) is not { } user
            || signIn.PoolId != pool.Id
            || signIn.ClientId != Claim(token, "client_id"))
        {
            throw CognitoException.NotAuthorized("Invalid Access Token");
        }

        return user.Enabled ? new Caller(pool, client, user, signIn) : throw CognitoException.NotAuthorized("User is disabled.");
    }

    /// <summary>A token of one use whose signature, issuer and lifetime are right.</summary>
    /// <exception cref="CognitoException">NotAuthorizedException.</exception>
    public async Task<(UserPool Pool, JsonWebToken Token)> ReadAsync(string text, string use, string name)
    {
        var result = await Handler.ValidateTokenAsync(text, new TokenValidationParameters
        {
            IssuerSigningKey = key.Key,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            // The audience of an id token is checked where it is used; an access token has none.
            ValidateAudience = false,
            // The issuer's host is the address the emulator was called by; what counts is the pool behind it.
            IssuerValidator = (issuer, _, _) => pools.Find(PoolId(issuer)) is null ? throw new SecurityTokenInvalidIssuerException() : issuer,
            LifetimeValidator = (_, expires, _, _) => expires > clock.GetUtcNow().UtcDateTime,
        });
        if (!result.IsValid)
        {
            throw CognitoException.NotAuthorized(
                result.Exception is SecurityTokenInvalidLifetimeException ? $"{name} has expired" : $"Invalid {name}");
        }

        var token = (JsonWebToken)result.SecurityToken;
        return Claim(token, "token_use") == use
            ? (pools.Get(PoolId(token.Issuer)), token)
            : throw CognitoException.NotAuthorized($"Invalid {name}");
    }

    private static string PoolId(string issuer) => issuer[(issuer.LastIndexOf('/') + 1)..];

    private static string Claim(JsonWebToken token, string name) => token.TryGetPayloadValue<string>(name, out var value) ? value : "";
}
