using CognitoEmulator.Protocol;
using CognitoEmulator.Srp;
using CognitoEmulator.Users;

namespace CognitoEmulator.SignIn;

/// <summary>Sign-in with the password in the request.</summary>
internal sealed class PasswordFlow(UserStore users, MadeUpUsers madeUp, PasswordCheck check, SignInSteps steps)
{
    public async Task<AuthResponse> StartAsync(AuthCall call)
    {
        var username = call.Username();
        var password = call.Required("PASSWORD");
        var user = users.Find(call.Pool, username);
        if (user is null && !call.Client.HidesUserExistence)
        {
            throw CognitoException.UserNotFound();
        }

        var verifier = user?.Password ?? madeUp.Password(call.Pool, username);
        await check.VerifyAsync(
            user is null ? Account.OfNobody(call.Pool, username) : Account.Of(user),
            () => SrpProtocol.Matches(verifier, call.Pool.Id, user?.Username ?? username, password) && user?.Password is not null,
            call.Context.Cancellation);
        return await steps.AfterPasswordAsync(call, user!);
    }
}
