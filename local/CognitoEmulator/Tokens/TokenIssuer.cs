using CognitoEmulator.Protocol;
using CognitoEmulator.Triggers;
using CognitoEmulator.UserPools;
using CognitoEmulator.Users;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CognitoEmulator.Tokens;

/// <summary>
/// Writes access and id tokens.
/// See <see href="https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-with-identity-providers.html">Understanding tokens</see>.
/// </summary>
internal sealed class TokenIssuer(SigningKey key, SignInStore signIns, GroupStore groups, PreTokenGeneration preTokenGeneration, TimeProvider clock)
{
    private const string AccessTokenScope = "aws.cognito.signin.user.admin";

    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    /// <summary>Tokens for a user who has just signed in.</summary>
    public async Task<AuthenticationResultType> SignInAsync(
        UserPool pool, UserPoolClient client, User user, string source, Dictionary<string, string>? clientMetadata, OperationContext context)
    {
        var changes = await preTokenGeneration.RunAsync(pool, client, user, groups.NamesOf(user), source, clientMetadata, context.Cancellation);
        var (signIn, refreshToken) = await signIns.BeginAsync(pool, client, user, context.Cancellation) ?? throw CognitoException.WrongPassword();
        return Issue(client, user, signIn, refreshToken, changes, context);
    }

    /// <summary>New tokens for a running sign-in.</summary>
    public async Task<AuthenticationResultType> RefreshAsync(
        UserPool pool, UserPoolClient client, User user, SignInRecord signIn, string? refreshToken, Dictionary<string, string>? clientMetadata, OperationContext context)
    {
        var changes = await preTokenGeneration.RunAsync(
            pool, client, user, groups.NamesOf(user), PreTokenGeneration.RefreshTokens, clientMetadata, context.Cancellation);
        return Issue(client, user, signIn, refreshToken, changes, context);
    }

    private AuthenticationResultType Issue(
        UserPoolClient client, User user, SignInRecord signIn, string? refreshToken, TokenChanges changes, OperationContext context)
    {
        var lifetimes = client.Lifetimes;
        var common = new Dictionary<string, object>
        {
            ["sub"] = user.Sub,
            ["event_id"] = signIn.EventId,
            ["auth_time"] = signIn.AuthTimeSeconds,
        };
        if (client.EnableTokenRevocation is not false)
        {
            common["origin_jti"] = signIn.OriginJti;
        }

        if (changes.Groups.Count > 0)
        {
            common["cognito:groups"] = changes.Groups;
        }

        var access = new Dictionary<string, object>(common)
        {
            ["client_id"] = client.ClientId,
            ["token_use"] = "access",
            ["scope"] = AccessTokenScope,
            ["username"] = user.Username,
        };
        var id = new Dictionary<string, object>(common) { ["token_use"] = "id", ["cognito:username"] = user.Username };
        AddRoles(id, user, changes);
        AddAttributes(id, client, user);
        foreach (var (name, value) in changes.Added)
        {
            id[name] = value;
        }

        foreach (var name in changes.Suppressed)
        {
            id.Remove(name);
        }

        var issuer = $"{context.BaseUrl}/{user.PoolId}";
        return new AuthenticationResultType(
            Write(issuer, audience: null, access, lifetimes.Access),
            (int)lifetimes.Access.TotalSeconds,
            "Bearer",
            refreshToken,
            Write(issuer, client.ClientId, id, lifetimes.Id));
    }

    private void AddRoles(Dictionary<string, object> id, User user, TokenChanges changes)
    {
        var (preferred, roles) = groups.RolesOf(user.PoolId, changes.Groups);
        if (changes.Roles is { } overridden)
        {
            roles = overridden;
        }

        if ((changes.PreferredRole ?? preferred) is { } role)
        {
            id["cognito:preferred_role"] = role;
        }

        if (roles.Count > 0)
        {
            id["cognito:roles"] = roles;
        }
    }

    private static void AddAttributes(Dictionary<string, object> id, UserPoolClient client, User user)
    {
        foreach (var (name, value) in user.Attributes)
        {
            if (client.MayRead(name))
            {
                id[name] = name is "email_verified" or "phone_number_verified" ? value == "true" : value;
            }
        }
    }

    /// <summary>Signs claims.</summary>
    public string Write(string issuer, string? audience, Dictionary<string, object> claims, TimeSpan lifetime)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        claims["jti"] = Guid.NewGuid().ToString();
        return Handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            Claims = claims,
            IssuedAt = now,
            Expires = now + lifetime,
            SigningCredentials = key.Credentials,
        });
    }
}
