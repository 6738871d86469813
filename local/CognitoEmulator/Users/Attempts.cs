using System.Data.Common;
using Dapper;

namespace CognitoEmulator.Users;

/// <summary>
/// Counts what may be tried a few times only. Every count is part of the change that it decides about, so that many at once are
/// counted like one after the other. A time in the future, written while the clock was ahead, counts as none.
/// </summary>
internal sealed class Attempts(TimeProvider clock)
{
    private const int FreePasswords = 5;
    private const string Password = "password";

    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestLockout = TimeSpan.FromMinutes(15);

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Counts one attempt.</summary>
    /// <returns>How many there were within an hour, this one among them.</returns>
    public long Count(DbConnection db, Account account, string kind)
    {
        var now = Now;
        Prune(db, now);
        return db.ExecuteScalar<long>(
            """
            INSERT INTO attempts (pool_id, username, kind, count, since) VALUES (@PoolId, @Username, @kind, 1, @now)
            ON CONFLICT (pool_id, username, kind) DO UPDATE SET
                count = CASE WHEN since > @now THEN 1 ELSE count + 1 END,
                since = CASE WHEN since > @now THEN @now ELSE since END
            RETURNING count
            """,
            new { account.PoolId, account.Username, kind, now });
    }

    public static void Forget(DbConnection db, Account account, string kind) => db.Execute(
        "DELETE FROM attempts WHERE pool_id = @PoolId AND username = @Username AND kind = @kind", new { account.PoolId, account.Username, kind });

    /// <summary>
    /// Whether wrong passwords keep the account locked: from the fifth on for a second, then for twice as long each time, up to 15 minutes.
    /// See <see href="https://docs.aws.amazon.com/cognito/latest/developerguide/authentication.html#authentication-flow-lockout-behavior">lockout behaviour</see>.
    /// </summary>
    public bool IsLockedOut(DbConnection db, Account account)
    {
        var (count, last) = WrongPasswords(db, account);
        var now = Now;
        return last <= now && now < last + (long)Lockout(count).TotalMilliseconds;
    }

    public void CountWrongPassword(DbConnection db, Account account)
    {
        var (count, last) = WrongPasswords(db, account);
        var now = Now;
        Prune(db, now);
        db.Execute(
            """
            INSERT INTO attempts (pool_id, username, kind, count, since) VALUES (@PoolId, @Username, @kind, @count, @now)
            ON CONFLICT (pool_id, username, kind) DO UPDATE SET count = excluded.count, since = excluded.since
            """,
            new { account.PoolId, account.Username, kind = Password, count = now - last > LongestLockout.TotalMilliseconds ? 1 : count + 1, now });
    }

    public static void ForgetWrongPasswords(DbConnection db, Account account) => Forget(db, account, Password);

    private static (long Count, long Last) WrongPasswords(DbConnection db, Account account) => db.QueryFirstOrDefault<(long, long)>(
        "SELECT count, since FROM attempts WHERE pool_id = @PoolId AND username = @Username AND kind = @kind",
        new { account.PoolId, account.Username, kind = Password });

    /// <summary>What is older decides about nothing; names that nobody has must not fill the disk.</summary>
    private static void Prune(DbConnection db, long now) =>
        db.Execute("DELETE FROM attempts WHERE since <= @end", new { end = now - (long)Kept.TotalMilliseconds });

    private static TimeSpan Lockout(long wrongPasswords) =>
        wrongPasswords < FreePasswords
            ? TimeSpan.Zero
            : TimeSpan.FromSeconds(Math.Min(Math.Pow(2, wrongPasswords - FreePasswords), LongestLockout.TotalSeconds));
}
