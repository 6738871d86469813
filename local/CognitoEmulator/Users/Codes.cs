using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CognitoEmulator.Protocol;
using CognitoEmulator.Storage;
using Dapper;

namespace CognitoEmulator.Users;

/// <summary>
/// Codes that prove that a user reads an address. One per user and purpose: a new one replaces the old.
/// Six digits can be guessed, so wrong answers and requests are counted: at most <see cref="AttemptsPerHour"/> of each per user,
/// see <see href="https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html">quotas</see>.
/// </summary>
internal sealed class Codes(Database database, TimeProvider clock)
{
    public const string SignUp = "sign-up";
    public const string Reset = "reset";

    private const int AttemptsPerHour = 20;

    private static readonly TimeSpan SignUpLifetime = TimeSpan.FromHours(24);
    private static readonly TimeSpan ResetLifetime = TimeSpan.FromHours(1);

    /// <summary>Draws the code for a purpose: <see cref="SignUp"/>, <see cref="Reset"/> or the attribute to verify.</summary>
    /// <param name="newValue">The attribute's value that waits for the code.</param>
    /// <exception cref="CognitoException">LimitExceededException: too many within an hour.</exception>
    public async Task<string> IssueAsync(User user, string purpose, string? newValue, CancellationToken cancellation) =>
        await database.WriteAsync(db => Issue(db, user, purpose, newValue), cancellation);

    /// <inheritdoc cref="IssueAsync"/>
    public string Issue(DbConnection db, User user, string purpose, string? newValue)
    {
        if (!Count(db, user, "request:" + purpose))
        {
            throw CognitoException.LimitExceeded();
        }

        var code = RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", CultureInfo.InvariantCulture);
        db.Execute(
            """
            INSERT INTO codes (pool_id, username, purpose, code, new_value, expires_at) VALUES (@PoolId, @Username, @purpose, @code, @newValue, @expires)
            ON CONFLICT (pool_id, username, purpose) DO UPDATE SET code = excluded.code, new_value = excluded.new_value, expires_at = excluded.expires_at
            """,
            new
            {
                user.PoolId,
                user.Username,
                purpose,
                code,
                newValue,
                expires = (clock.GetUtcNow() + (purpose == Reset ? ResetLifetime : SignUpLifetime)).ToUnixTimeMilliseconds(),
            });
        return code;
    }

    /// <summary>The value that waits for a purpose's code, if any.</summary>
    public string? PendingValue(User user, string purpose) => database.Read(db => db.ExecuteScalar<string?>(
        "SELECT new_value FROM codes WHERE pool_id = @PoolId AND username = @Username AND purpose = @purpose", new { user.PoolId, user.Username, purpose }));

    /// <summary>
    /// Uses up a code and applies what it allows, as one change.
    /// </summary>
    /// <param name="apply">Gets the value that waited for the code.</param>
    /// <exception cref="CognitoException">CodeMismatchException, ExpiredCodeException, LimitExceededException.</exception>
    public async Task<T> RedeemAsync<T>(User user, string purpose, string code, Func<DbConnection, string?, T> apply, CancellationToken cancellation)
    {
        // A wrong answer must be counted, so it is no exception before the commit.
        var (error, result) = await database.WriteAsync<(CognitoException? Error, T? Result)>(
            db =>
            {
                var key = new { user.PoolId, user.Username, purpose };
                var found = db.QueryFirstOrDefault<CodeRow>(
                    "SELECT code AS Code, new_value AS NewValue, expires_at AS ExpiresAt FROM codes WHERE pool_id = @PoolId AND username = @Username AND purpose = @purpose", key);
                if (!Count(db, user, "answer:" + purpose))
                {
                    return (CognitoException.LimitExceeded(), default);
                }

                if (found is null || found.ExpiresAt <= clock.GetUtcNow().ToUnixTimeMilliseconds())
                {
                    return (CognitoException.ExpiredCode(), default);
                }

                if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(found.Code), Encoding.UTF8.GetBytes(code)))
                {
                    return (CognitoException.CodeMismatch(), default);
                }

                db.Execute("DELETE FROM codes WHERE pool_id = @PoolId AND username = @Username AND purpose = @purpose", key);
                db.Execute("DELETE FROM attempts WHERE pool_id = @PoolId AND username = @Username AND kind IN ('answer:' || @purpose, 'request:' || @purpose)", key);
                return (null, apply(db, found.NewValue));
            },
            cancellation);
        return error is null ? result! : throw error;
    }

    /// <summary>Counts one attempt; false when the hour's are used up.</summary>
    private bool Count(DbConnection db, User user, string kind)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var count = db.ExecuteScalar<long>(
            """
            INSERT INTO attempts (pool_id, username, kind, count, since) VALUES (@PoolId, @Username, @kind, 1, @now)
            ON CONFLICT (pool_id, username, kind) DO UPDATE SET
                count = CASE WHEN since <= @hourAgo THEN 1 ELSE count + 1 END,
                since = CASE WHEN since <= @hourAgo THEN @now ELSE since END
            RETURNING count
            """,
            new { user.PoolId, user.Username, kind, now, hourAgo = now - (long)TimeSpan.FromHours(1).TotalMilliseconds });
        return count <= AttemptsPerHour;
    }

    private sealed record CodeRow(string Code, string? NewValue, long ExpiresAt);
}
