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
internal sealed class Codes(Database database, Attempts attempts, TimeProvider clock)
{
    public const string SignUp = "sign-up";
    public const string Reset = "reset";

    private const int AttemptsPerHour = 20;

    private static readonly TimeSpan SignUpLifetime = TimeSpan.FromHours(24);
    private static readonly TimeSpan ResetLifetime = TimeSpan.FromHours(1);

    /// <summary>Draws the code for a purpose: <see cref="SignUp"/>, <see cref="Reset"/> or the attribute to verify.</summary>
    /// <param name="newValue">The attribute's value that waits for the code.</param>
    /// <exception cref="CognitoException">LimitExceededException: too many within an hour.</exception>
    public async Task<string> IssueAsync(Account account, string purpose, string? newValue, CancellationToken cancellation) =>
        await database.WriteAsync(
            db =>
            {
                var code = Draw();
                Issue(db, account, purpose, newValue, code);
                return code;
            },
            cancellation);

    /// <summary>A code that can't be foreseen.</summary>
    public static string Draw() => RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", CultureInfo.InvariantCulture);

    /// <inheritdoc cref="IssueAsync"/>
    /// <param name="code">From <see cref="Draw"/>.</param>
    public void Issue(DbConnection db, Account account, string purpose, string? newValue, string code)
    {
        if (attempts.Count(db, account, "request:" + purpose) > AttemptsPerHour)
        {
            throw CognitoException.LimitExceeded();
        }

        var now = clock.GetUtcNow();
        db.Execute("DELETE FROM codes WHERE username < '!' AND expires_at <= @now", new { now = now.ToUnixTimeMilliseconds() });
        db.Execute(
            """
            INSERT INTO codes (pool_id, username, purpose, code, new_value, expires_at) VALUES (@PoolId, @Username, @purpose, @code, @newValue, @expires)
            ON CONFLICT (pool_id, username, purpose) DO UPDATE SET code = excluded.code, new_value = excluded.new_value, expires_at = excluded.expires_at
            """,
            new
            {
                account.PoolId,
                account.Username,
                purpose,
                code,
                newValue,
                expires = (now + (purpose == Reset ? ResetLifetime : SignUpLifetime)).ToUnixTimeMilliseconds(),
            });
    }

    /// <summary>The value that waits for a purpose's code, if any.</summary>
    public string? PendingValue(User user, string purpose) => database.Read(db => db.ExecuteScalar<string?>(
        "SELECT new_value FROM codes WHERE pool_id = @PoolId AND username = @Username AND purpose = @purpose", new { user.PoolId, user.Username, purpose }));

    /// <summary>
    /// Uses up a code and applies what it allows, as one change.
    /// </summary>
    /// <param name="apply">Gets the value that waited for the code; null: no code is right, and nothing tells so.</param>
    /// <exception cref="CognitoException">CodeMismatchException, ExpiredCodeException, LimitExceededException.</exception>
    public async Task<T> RedeemAsync<T>(Account account, string purpose, string code, Func<DbConnection, string?, T>? apply, CancellationToken cancellation)
    {
        // A wrong answer must be counted, so it is no exception before the commit.
        var (error, result) = await database.WriteAsync<(CognitoException? Error, T? Result)>(
            db =>
            {
                var key = new { account.PoolId, account.Username, purpose };
                var found = db.QueryFirstOrDefault<CodeRow>(
                    "SELECT code AS Code, new_value AS NewValue, expires_at AS ExpiresAt FROM codes WHERE pool_id = @PoolId AND username = @Username AND purpose = @purpose", key);
                if (attempts.Count(db, account, "answer:" + purpose) > AttemptsPerHour)
                {
                    return (CognitoException.LimitExceeded(), default);
                }

                if (found is null || found.ExpiresAt <= clock.GetUtcNow().ToUnixTimeMilliseconds())
                {
                    return (CognitoException.ExpiredCode(), default);
                }

                if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(found.Code), Encoding.UTF8.GetBytes(code)) || apply is null)
                {
                    return (CognitoException.CodeMismatch(), default);
                }

                db.Execute("DELETE FROM codes WHERE pool_id = @PoolId AND username = @Username AND purpose = @purpose", key);
                Attempts.Forget(db, account, "answer:" + purpose);
                Attempts.Forget(db, account, "request:" + purpose);
                return (null, apply(db, found.NewValue));
            },
            cancellation);
        return error is null ? result! : throw error;
    }

    private sealed record CodeRow(string Code, string? NewValue, long ExpiresAt);
}
