using CognitoEmulator.Protocol;
using CognitoEmulator.Tokens;
using CognitoEmulator.UserPools;
using CognitoEmulator.Users;

namespace CognitoEmulator.SignIn;

/// <summary>
/// New tokens for a refresh token.
/// See <see href="https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html">Refresh tokens</see>.
/// </summary>
internal sealed class RefreshFlow(UserStore users, SignInStore signIns, TokenIssuer tokens, TimeProvider clock)
{
    /// <param name="verifyClient">Throws unless the client has proved itself by its secret.</param>
    /// <exception cref="CognitoException">NotAuthorizedException, RefreshTokenReuseException.</exception>
    public async Task<AuthenticationResultType> RefreshAsync(
        UserPool pool, UserPoolClient client, string refreshToken, Action<User> verifyClient, Dictionary<string, string>? clientMetadata, OperationContext context)
    {
        if (signIns.FindByRefreshToken(refreshToken) is not { } presented || presented.SignIn.ClientId != client.ClientId)
        {
            throw CognitoException.NotAuthorized("Invalid Refresh Token");
        }

        presented.VerifyUsable(clock.GetUtcNow());
        var user = users.Find(pool, presented.SignIn.Username) ?? throw CognitoException.NotAuthorized("Invalid Refresh Token");
        verifyClient(user);
        SignInSteps.VerifyMaySignIn(user);

        // First the tokens: a trigger that fails must not use up the refresh token.
        var result = await tokens.RefreshAsync(pool, client, user, presented.SignIn, refreshToken: null, clientMetadata, context);
        if (!client.RotatesRefreshTokens)
        {
            return result;
        }

        var grace = TimeSpan.FromSeconds(client.RefreshTokenRotation!.RetryGracePeriodSeconds ?? 0);
        return result with { RefreshToken = await signIns.RotateAsync(refreshToken, grace, context.Cancellation) };
    }
}
