using System.Data.Common;
using System.Security.Cryptography;
using CognitoEmulator.Protocol;
using CognitoEmulator.Srp;
using CognitoEmulator.Storage;
using CognitoEmulator.UserPools;

namespace CognitoEmulator.Users;

/// <summary>Sets passwords.</summary>
internal sealed class Passwords(Database database, TimeProvider clock)
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

    /// <exception cref="CognitoException">UserNotFoundException: deleted meanwhile.</exception>
    public Task<User> SetAsync(UserPool pool, User user, string password, UserStatus status, CancellationToken cancellation) =>
        database.WriteAsync(Prepare(pool, user, password, status), cancellation);

    /// <summary>Sets the password of someone who has just proved <paramref name="previous"/>: two of them at once don't overwrite each other.</summary>
    /// <exception cref="CognitoException">NotAuthorizedException: the password is another one by now.</exception>
    public Task<User> ReplaceAsync(UserPool pool, User user, SrpVerifier? previous, string password, CancellationToken cancellation)
    {
        var set = Prepare(pool, user, password, user.Status);
        return database.WriteAsync(
            db => SrpVerifier.AreEqual(UserStore.Current(db, user)?.Password, previous) ? set(db) : throw CognitoException.WrongPassword(), cancellation);
    }

    /// <summary>Prepares the change, which is worth some milliseconds, so that no other write waits for it. It also ends a lockout.</summary>
    public Func<DbConnection, User> Prepare(UserPool pool, User user, string password, UserStatus status)
    {
        var verifier = SrpProtocol.CreateVerifier(user.PoolId, user.Username, password);
        return db =>
        {
            var now = clock.GetUtcNow();
            Attempts.ForgetWrongPasswords(db, Account.Of(user));
            return UserStore.Update(db, pool, user, current => current with { Password = verifier, PasswordSetAt = now, Status = status }, now)
                ?? throw CognitoException.UserNotFound();
        };
    }
}
