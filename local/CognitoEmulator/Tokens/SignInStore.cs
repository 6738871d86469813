using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using CognitoEmulator.Protocol;
using CognitoEmulator.Srp;
using CognitoEmulator.Storage;
using CognitoEmulator.UserPools;
using CognitoEmulator.Users;
using Dapper;
using Microsoft.IdentityModel.Tokens;

namespace CognitoEmulator.Tokens;

/// <summary>One sign-in: all tokens that come of it carry its ids and end with it.</summary>
internal sealed record SignInRecord(string EventId, string OriginJti, string PoolId, string Username, string ClientId, long AuthTime, long ExpiresAt)
{
    /// <summary>Seconds since 1970.</summary>
    public long AuthTimeSeconds => AuthTime / 1000;
}

/// <summary>A refresh token as presented, with its sign-in.</summary>
/// <param name="EndsAt">When it stops working because a newer one replaced it, in milliseconds since 1970.</param>
internal sealed record PresentedRefreshToken(SignInRecord SignIn, long? EndsAt)
{
    /// <exception cref="CognitoException">NotAuthorizedException, RefreshTokenReuseException: it has expired, or was replaced.</exception>
    public void VerifyUsable(DateTimeOffset now)
    {
        if (SignIn.ExpiresAt <= now.ToUnixTimeMilliseconds())
        {
            throw CognitoException.NotAuthorized("Refresh Token has expired");
        }

        if (EndsAt <= now.ToUnixTimeMilliseconds())
        {
            throw new CognitoException("RefreshTokenReuseException", "Refresh token has been invalidated by rotation.");
        }
    }
}

/// <summary>The sign-ins and their refresh tokens.</summary>
internal sealed class SignInStore(Database database, TimeProvider clock)
{
    private const string Columns =
        "event_id AS EventId, origin_jti AS OriginJti, pool_id AS PoolId, username AS Username, client_id AS ClientId, auth_time AS AuthTime, expires_at AS ExpiresAt";

    // An access token lives a day at most: that long its sign-in is still asked for.
    private static readonly TimeSpan KeptAfterExpiry = TimeSpan.FromDays(1);

    /// <summary>Begins a sign-in of a user who has just proved who they are.</summary>
    /// <returns>The sign-in and its refresh token, which is kept only as a hash; null when the user is gone or changed.</returns>
    public Task<(SignInRecord SignIn, string RefreshToken)?> BeginAsync(UserPool pool, UserPoolClient client, User user, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var record = new SignInRecord(
            Guid.NewGuid().ToString(), Guid.NewGuid().ToString(), pool.Id, user.Username, client.ClientId,
            now.ToUnixTimeMilliseconds(), (now + client.Lifetimes.Refresh).ToUnixTimeMilliseconds());
        return database.WriteAsync<(SignInRecord, string)?>(
            db =>
            {
                // Disabled, reset or given another password while the proof was checked: then it proves nothing.
                if (UserStore.Current(db, user) is not { Enabled: true } current
                    || current.Status != user.Status
                    || !SrpVerifier.AreEqual(current.Password, user.Password))
                {
                    return null;
                }

                Attempts.ForgetWrongPasswords(db, Account.Of(user));
                db.Execute("DELETE FROM sign_ins WHERE expires_at < @dead", new { dead = (now - KeptAfterExpiry).ToUnixTimeMilliseconds() });
                db.Execute(
                    """
                    INSERT INTO sign_ins (event_id, origin_jti, pool_id, username, client_id, auth_time, expires_at)
                    VALUES (@EventId, @OriginJti, @PoolId, @Username, @ClientId, @AuthTime, @ExpiresAt)
                    """,
                    record);
                return (record, AddRefreshToken(db, record));
            },
            cancellation);
    }

    public SignInRecord? Find(string eventId) => database.Read(db => db.QueryFirstOrDefault<SignInRecord>(
        $"SELECT {Columns} FROM sign_ins WHERE event_id = @eventId", new { eventId }));

    public PresentedRefreshToken? FindByRefreshToken(string refreshToken) => database.Read(db => FindByRefreshToken(db, refreshToken));

    /// <summary>Replaces a refresh token; the old one keeps working for a while, so that a lost answer can be asked for again.</summary>
    /// <returns>The new token.</returns>
    /// <exception cref="CognitoException">NotAuthorizedException, RefreshTokenReuseException: revoked, expired or replaced meanwhile.</exception>
    public Task<string> RotateAsync(string refreshToken, TimeSpan grace, CancellationToken cancellation) => database.WriteAsync(
        db =>
        {
            // Decided here, and not by what was read before: of many at once one comes first.
            var now = clock.GetUtcNow();
            var presented = FindByRefreshToken(db, refreshToken) ?? throw CognitoException.NotAuthorized("Refresh Token has been revoked");
            presented.VerifyUsable(now);
            db.Execute(
                "UPDATE refresh_tokens SET ends_at = coalesce(ends_at, @ends) WHERE hash = @hash",
                new { hash = Hash(refreshToken), ends = (now + grace).ToUnixTimeMilliseconds() });
            return AddRefreshToken(db, presented.SignIn);
        },
        cancellation);

    public Task RevokeAsync(SignInRecord signIn, CancellationToken cancellation) => database.WriteAsync(
        db => { db.Execute("DELETE FROM sign_ins WHERE event_id = @EventId", new { signIn.EventId }); }, cancellation);

    public Task RevokeAllAsync(User user, CancellationToken cancellation) => database.WriteAsync(db => RevokeAll(db, user), cancellation);

    public static void RevokeAll(DbConnection db, User user) =>
        db.Execute("DELETE FROM sign_ins WHERE pool_id = @PoolId AND username = @Username", new { user.PoolId, user.Username });

    private static PresentedRefreshToken? FindByRefreshToken(DbConnection db, string refreshToken)
    {
        var hash = Hash(refreshToken);
        var signIn = db.QueryFirstOrDefault<SignInRecord>(
            $"SELECT {Columns} FROM sign_ins WHERE event_id = (SELECT event_id FROM refresh_tokens WHERE hash = @hash)", new { hash });
        return signIn is null
            ? null
            : new PresentedRefreshToken(signIn, db.ExecuteScalar<long?>("SELECT ends_at FROM refresh_tokens WHERE hash = @hash", new { hash }));
    }

    private static string AddRefreshToken(DbConnection db, SignInRecord signIn)
    {
        var token = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(64));
        db.Execute("INSERT INTO refresh_tokens (hash, event_id) VALUES (@hash, @EventId)", new { hash = Hash(token), signIn.EventId });
        return token;
    }

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
