using System.Security.Cryptography;
using CognitoEmulator.Srp;
using CognitoEmulator.UserPools;

namespace CognitoEmulator.Users;

/// <summary>Sets passwords.</summary>
internal sealed class Passwords(UserStore users, TimeProvider clock)
{
    private const string Lower = "abcdefghijkmnpqrstuvwxyz";
    private const string Upper = "ABCDEFGHJKLMNPQRSTUVWXYZ";
    private const string Digits = "23456789";
    private const string Symbols = "!#$%&*+-=?@_";
    private const int TemporaryLength = 12;

    /// <summary>A password that meets any policy, of characters that can't be confused.</summary>
    public static string Temporary(PasswordPolicy policy)
    {
        var length = Math.Max(TemporaryLength, policy.MinimumLength);
        var characters = string.Concat(
            RandomNumberGenerator.GetString(Lower, length - 3),
            RandomNumberGenerator.GetString(Upper, 1),
            RandomNumberGenerator.GetString(Digits, 1),
            RandomNumberGenerator.GetString(Symbols, 1)).ToCharArray();
        // Begins with a letter: a symbol in front gets lost when people copy.
        RandomNumberGenerator.Shuffle(characters.AsSpan(1));
        return new string(characters);
    }

    public async Task<User> SetAsync(UserPool pool, User user, string password, UserStatus status, CancellationToken cancellation)
    {
        var change = Change(user, password, status);
        return await users.UpdateAsync(pool, user, change, cancellation);
    }

    /// <summary>Prepares the change, which is worth some milliseconds, so that no other write waits for it.</summary>
    public Func<User, User> Change(User user, string password, UserStatus status)
    {
        var verifier = SrpProtocol.CreateVerifier(user.PoolId, user.Username, password);
        var now = clock.GetUtcNow();
        return current => current with { Password = verifier, PasswordSetAt = now, Status = status, WrongPasswords = 0 };
    }
}
