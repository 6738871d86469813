using CognitoEmulator.Protocol;
using CognitoEmulator.SignIn;
using CognitoEmulator.Tokens;
using CognitoEmulator.UserPools;
using CognitoEmulator.Users;

namespace CognitoEmulator.Operations;

internal sealed record AssociateSoftwareTokenRequest(string? AccessToken, string? Session);

internal sealed record AssociateSoftwareTokenResponse(string SecretCode, string? Session);

/// <summary>Gives an authenticator app its secret: to a signed-in user, or within a sign-in that demands a second factor.</summary>
internal sealed class AssociateSoftwareToken(AccessTokens tokens, ChallengeStore challenges, UserPoolStore pools, UserStore users)
    : IOperation<AssociateSoftwareTokenRequest, AssociateSoftwareTokenResponse>
{
    public async Task<AssociateSoftwareTokenResponse> HandleAsync(AssociateSoftwareTokenRequest request, OperationContext context)
    {
        var secret = Totp.NewSecret();
        if (request.AccessToken is null && request.Session is not null)
        {
            new Constraints().Session(request.Session).Verify();
            var challenge = challenges.Take(request.Session).Challenge;
            if (challenge.Name != ChallengeNames.MfaSetup)
            {
                throw CognitoException.NotAuthorized("Invalid session for the user.");
            }

            var (_, client) = pools.GetClient(challenge.ClientId);
            return new AssociateSoftwareTokenResponse(secret, challenges.Open(challenge with { TotpSecret = secret }, SignInSteps.SessionLifetime(client)));
        }

        var (pool, _, user, _) = await tokens.AuthenticateAsync(request.AccessToken);
        if (!pool.AllowsMfa)
        {
            throw new CognitoException("SoftwareTokenMFANotFoundException", "Software Token MFA has not been enabled by the userPool.");
        }

        await users.UpdateAsync(pool, user, current => current with { TotpPending = secret }, context.Cancellation);
        return new AssociateSoftwareTokenResponse(secret, Session: null);
    }
}
