using CognitoEmulator.Protocol;
using CognitoEmulator.UserPools;
using CognitoEmulator.Users;

namespace CognitoEmulator.SignIn;

/// <summary>
/// Counts wrong passwords: after five the user is locked out for a second, then for twice as long each time, up to about
/// 15 minutes. See <see href="https://docs.aws.amazon.com/cognito/latest/developerguide/authentication.html#authentication-flow-lockout-behavior">lockout behaviour</see>.
/// </summary>
internal sealed class PasswordCheck(UserStore users, TimeProvider clock)
{
    private const int FreeAttempts = 5;

    private static readonly TimeSpan LongestLockout = TimeSpan.FromMinutes(15);

    /// <param name="matches">Compares the password, or the proof of it.</param>
    /// <exception cref="CognitoException">NotAuthorizedException: wrong, or locked out.</exception>
    public async Task VerifyAsync(UserPool pool, User user, Func<bool> matches, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (now < user.LastWrongPasswordAt + Lockout(user.WrongPasswords))
        {
            throw CognitoException.NotAuthorized("Password attempts exceeded");
        }

        if (matches())
        {
            return;
        }

        await users.UpdateAsync(
            pool,
            user,
            current => current with
            {
                WrongPasswords = now - current.LastWrongPasswordAt > LongestLockout ? 1 : current.WrongPasswords + 1,
                LastWrongPasswordAt = now,
            },
            cancellation);
        throw CognitoException.WrongPassword();
    }

    private static TimeSpan Lockout(int wrongPasswords) =>
        wrongPasswords < FreeAttempts
            ? TimeSpan.Zero
            : TimeSpan.FromSeconds(Math.Min(Math.Pow(2, wrongPasswords - FreeAttempts), LongestLockout.TotalSeconds));
}
