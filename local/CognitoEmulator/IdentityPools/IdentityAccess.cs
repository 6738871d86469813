using CognitoEmulator.Protocol;

namespace CognitoEmulator.IdentityPools;

/// <summary>Who asks as an identity, once it is sure that they may.</summary>
internal sealed record ActingIdentity(StoredIdentityPool Stored, string IdentityId, Login? Login)
{
    public string Kind => Login is null ? "unauthenticated" : "authenticated";
}

/// <summary>Lets guests act where the pool allows them, and the signed-in with a login of theirs.</summary>
internal sealed class IdentityAccess(IdentityPoolStore pools, IdentityStore identities, Logins logins)
{
    /// <exception cref="CognitoException">NotAuthorizedException, ResourceNotFoundException.</exception>
    public async Task<ActingIdentity> VerifyAsync(string? identityId, Dictionary<string, string>? given, CancellationToken cancellation)
    {
        new Constraints().Id("identityId", identityId).Verify();
        var identity = identities.Get(identityId!);
        var stored = pools.Get(identity.IdentityPoolId);
        if (await logins.VerifyAsync(stored.Pool, given) is { } login)
        {
            return new ActingIdentity(stored, await identities.SignInAsync(stored.Pool, identity, login, cancellation), login);
        }

        if (identity.HasLogins)
        {
            throw CognitoException.NotAuthorized($"Access to Identity '{identity.Id}' is forbidden.");
        }

        VerifyGuestsAllowed(stored.Pool);
        return new ActingIdentity(stored, identity.Id, null);
    }

    public static void VerifyGuestsAllowed(IdentityPool pool)
    {
        if (pool.AllowUnauthenticatedIdentities is not true)
        {
            throw CognitoException.NotAuthorized("Unauthenticated access is not supported for this identity pool.");
        }
    }
}
