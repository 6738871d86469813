using CognitoEmulator.Protocol;
using CognitoEmulator.SignIn;
using CognitoEmulator.Tokens;
using CognitoEmulator.UserPools;
using CognitoEmulator.Users;

namespace CognitoEmulator.Operations;

internal sealed record VerifySoftwareTokenRequest
{
    public string? AccessToken { get; init; }

    public string? Session { get; init; }

    public string? UserCode { get; init; }

    public string? FriendlyDeviceName { get; init; }
}

internal sealed record VerifySoftwareTokenResponse(string Status, string? Session);

/// <summary>
/// Takes an authenticator app into use once it shows the right code. Without one that is being set up it checks a code of the one in
/// use, once: so a client asks for a second factor before something that matters.
/// </summary>
/// <remarks>
/// See <see href="https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_VerifySoftwareToken.html">VerifySoftwareToken</see>.
/// </remarks>
internal sealed class VerifySoftwareToken(AccessTokens tokens, ChallengeStore challenges, UserPoolStore pools, UserStore users, Totp totp)
    : IOperation<VerifySoftwareTokenRequest, VerifySoftwareTokenResponse>
{
    public async Task<VerifySoftwareTokenResponse> HandleAsync(VerifySoftwareTokenRequest request, OperationContext context)
    {
        new Constraints().Required("userCode", request.UserCode).Text("userCode", request.UserCode, 6, 6, secret: true).Verify();
        if (request.AccessToken is null && request.Session is not null)
        {
            return await VerifyInSignInAsync(request, context);
        }

        var (pool, _, user, _) = await tokens.AuthenticateAsync(request.AccessToken);
        var secret = user.TotpPending ?? user.TotpSecret ?? throw NotAssociated();
        var step = totp.StepOf(secret, request.UserCode!) ?? throw Mismatch();
        var isUsed = false;
        await users.UpdateAsync(
            pool,
            user,
            current =>
            {
                isUsed = current.TotpSecret == secret && step <= current.TotpLastStep;
                return isUsed ? current : current with { TotpSecret = secret, TotpPending = null, TotpLastStep = step };
            },
            context.Cancellation);
        if (isUsed)
        {
            throw Mismatch();
        }

        return new VerifySoftwareTokenResponse("SUCCESS", Session: null);
    }

    private async Task<VerifySoftwareTokenResponse> VerifyInSignInAsync(VerifySoftwareTokenRequest request, OperationContext context)
    {
        new Constraints().Session(request.Session).Verify();
        var taken = challenges.Take(request.Session!);
        var secret = taken.Challenge.TotpSecret ?? throw NotAssociated();
        if (totp.StepOf(secret, request.UserCode!) is not { } step)
        {
            challenges.Return(taken);
            throw Mismatch();
        }

        var (pool, client) = pools.GetClient(taken.Challenge.ClientId);
        await users.UpdateAsync(
            pool,
            users.Get(pool, taken.Challenge.Username),
            current => current with { TotpSecret = secret, TotpPending = null, TotpEnabled = true, TotpLastStep = step },
            context.Cancellation);
        return new VerifySoftwareTokenResponse("SUCCESS", challenges.Open(taken.Challenge with { TotpSecret = null }, SignInSteps.SessionLifetime(client)));
    }

    private static CognitoException Mismatch() => new("EnableSoftwareTokenMFAException", "Code mismatch");

    private static CognitoException NotAssociated() =>
        new("SoftwareTokenMFANotFoundException", "No authenticator app is being set up: call AssociateSoftwareToken first.");
}
