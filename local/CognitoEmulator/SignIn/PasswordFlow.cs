using CognitoEmulator.Protocol;
using CognitoEmulator.Srp;
using CognitoEmulator.Users;

namespace CognitoEmulator.SignIn;

/// <summary>Sign-in with the password in the request.</summary>
internal sealed class PasswordFlow(UserStore users, PasswordCheck check, SignInSteps steps)
{
    public async Task<AuthResponse> StartAsync(AuthCall call)
    {
        var username = call.Username();
        var password = call.Required("PASSWORD");
        if (users.Find(call.Pool, username) is not { } user)
        {
            throw call.Client.HidesUserExistence ? CognitoException.WrongPassword() : CognitoException.UserNotFound();
        }

        await check.VerifyAsync(
            call.Pool, user, () => user.Password is { } verifier && SrpProtocol.Matches(verifier, user.PoolId, user.Username, password), call.Context.Cancellation);
        return await steps.AfterPasswordAsync(call, user);
    }
}
