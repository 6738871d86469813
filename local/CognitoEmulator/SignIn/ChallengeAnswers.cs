using CognitoEmulator.Protocol;
using CognitoEmulator.Srp;
using CognitoEmulator.Triggers;
using CognitoEmulator.Users;

namespace CognitoEmulator.SignIn;

/// <summary>Goes on with a sign-in by the answer to its challenge.</summary>
internal sealed class ChallengeAnswers(SrpFlow srp, ChallengeStore challenges, SignInSteps steps, Totp totp, UserStore users, TimeProvider clock)
{
    // Six digits, so a session is not worth more guesses.
    private const int MaxFailures = 5;

    private static readonly string[] Names =
    [
        "SMS_MFA", "EMAIL_OTP", "SOFTWARE_TOKEN_MFA", "SELECT_MFA_TYPE", "MFA_SETUP", "PASSWORD_VERIFIER", "CUSTOM_CHALLENGE", "SELECT_CHALLENGE",
        "DEVICE_SRP_AUTH", "DEVICE_PASSWORD_VERIFIER", "ADMIN_NO_SRP_AUTH", "NEW_PASSWORD_REQUIRED", "SMS_OTP", "PASSWORD", "WEB_AUTHN", "PASSWORD_SRP",
    ];

    public async Task<AuthResponse> AnswerAsync(string? name, string? session, AuthCall call)
    {
        new Constraints().Required("challengeName", name).OneOf("challengeName", name, Names).Verify();
        return name switch
        {
            ChallengeNames.PasswordVerifier => await srp.AnswerAsync(call),
            ChallengeNames.NewPasswordRequired => await AnswerAsync(name, session, call, SetNewPasswordAsync),
            ChallengeNames.SoftwareTokenMfa => await AnswerAsync(name, session, call, VerifyTotpAsync),
            ChallengeNames.MfaSetup => await AnswerAsync(name, session, call, FinishSetupAsync),
            _ => throw CognitoException.InvalidParameter($"The emulator never asks the challenge {name}."),
        };
    }

    private async Task<AuthResponse> AnswerAsync(string name, string? session, AuthCall call, Func<AuthCall, User, Task<AuthResponse>> answer)
    {
        var username = call.Username();
        var taken = challenges.Take(session, call.Client.ClientId);
        if (taken.Challenge.Name != name
            || users.Find(call.Pool, taken.Challenge.Username) is not { } user
            || users.Find(call.Pool, username)?.Sub != user.Sub)
        {
            throw CognitoException.NotAuthorized("Invalid session for the user.");
        }

        SignInSteps.VerifyMaySignIn(user);
        try
        {
            return await answer(call, user);
        }
        catch (CognitoException error) when (
            error.Type is "CodeMismatchException" or "InvalidPasswordException" or "InvalidParameterException" && taken.Challenge.Failures + 1 < MaxFailures)
        {
            // A slip of the finger need not start the sign-in over.
            challenges.Return(taken);
            throw;
        }
    }

    private async Task<AuthResponse> SetNewPasswordAsync(AuthCall call, User user)
    {
        const string AttributePrefix = "userAttributes.";
        var password = call.Required("NEW_PASSWORD");
        new Constraints().Password("newPassword", password).Verify();
        call.Pool.PasswordPolicy.Verify(password);
        var attributes = AttributeRules.Verify(
            call.Pool,
            call.Client,
            [
                .. call.Parameters
                    .Where(parameter => parameter.Key.StartsWith(AttributePrefix, StringComparison.Ordinal))
                    .Select(parameter => new AttributeType(parameter.Key[AttributePrefix.Length..], parameter.Value)),
            ]);
        AttributeRules.VerifyMutable(call.Pool, user, attributes);
        AttributeRules.VerifyComplete(call.Pool, user.Attributes.Merge(attributes));
        var verifier = SrpProtocol.CreateVerifier(user.PoolId, user.Username, password);
        var updated = await users.UpdateAsync(
            call.Pool,
            user,
            current => current with
            {
                Status = UserStatus.Confirmed,
                Password = verifier,
                PasswordSetAt = clock.GetUtcNow(),
                Attributes = current.Attributes.Merge(attributes),
            },
            call.Context.Cancellation);
        return await steps.AfterNewPasswordAsync(call, updated, PreTokenGeneration.NewPasswordChallenge);
    }

    private async Task<AuthResponse> VerifyTotpAsync(AuthCall call, User user)
    {
        await totp.RedeemAsync(call.Pool, user, call.Required("SOFTWARE_TOKEN_MFA_CODE"), call.Context.Cancellation);
        return await steps.FinishAsync(call, user, PreTokenGeneration.Authentication);
    }

    private Task<AuthResponse> FinishSetupAsync(AuthCall call, User user) =>
        user.TotpEnabled
            ? steps.FinishAsync(call, user, PreTokenGeneration.Authentication)
            : throw CognitoException.InvalidParameter("The authenticator app is not verified yet: call VerifySoftwareToken first.");
}
