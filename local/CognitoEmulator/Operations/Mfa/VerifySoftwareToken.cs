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

/// <summary>Takes an authenticator app into use once it shows the right code.</summary>
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
        var secret = user.TotpPending ?? throw NotAssociated();
        var step = totp.StepOf(secret, request.UserCode!) ?? throw Mismatch();
        var taken = false;
        await users.UpdateAsync(
            pool,
            user,
            current =>
            {
                // Another request may have been quicker.
                taken = current.TotpPending == secret;
                return taken ? current with { TotpSecret = secret, TotpPending = null, TotpLastStep = step } : current;
            },
            context.Cancellation);
        return taken ? new VerifySoftwareTokenResponse("SUCCESS", Session: null) : throw NotAssociated();
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
