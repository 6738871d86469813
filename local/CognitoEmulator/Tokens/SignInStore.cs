using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
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
internal sealed record PresentedRefreshToken(SignInRecord SignIn, long? EndsAt);

/// <summary>The sign-ins and their refresh tokens.</summary>
internal sealed class SignInStore(Database database, TimeProvider clock)
{
    private const string Columns =
        "event_id AS EventId, origin_jti AS OriginJti, pool_id AS PoolId, username AS Username, client_id AS ClientId, auth_time AS AuthTime, expires_at AS ExpiresAt";

    // An access token lives a day at most: that long its sign-in is still asked for.
    private static readonly TimeSpan KeptAfterExpiry = TimeSpan.FromDays(1);

    /// <summary>Begins a sign-in of a user who has just proved who they are.</summary>
    /// <returns>The sign-in and its refresh token, which is kept only as a hash; null when the user is gone.</returns>
    public Task<(SignInRecord SignIn, string RefreshToken)?> BeginAsync(UserPool pool, UserPoolClient client, User user, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var record = new SignInRecord(
            Guid.NewGuid().ToString(), Guid.NewGuid().ToString(), pool.Id, user.Username, client.ClientId,
            now.ToUnixTimeMilliseconds(), (now + client.Lifetimes.Refresh).ToUnixTimeMilliseconds());
        return database.WriteAsync<(SignInRecord, string)?>(
            db =>
            {
                if (UserStore.Update(db, pool, user, current => current with { WrongPasswords = 0 }, user.ModifiedAt) is null)
                {
                    return null;
                }

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
    /// <returns>The new token; null when the sign-in was revoked meanwhile.</returns>
    public Task<string?> RotateAsync(string refreshToken, TimeSpan grace, CancellationToken cancellation) => database.WriteAsync(
        db =>
        {
            if (FindByRefreshToken(db, refreshToken) is not { } presented)
            {
                return null;
            }

            db.Execute(
                "UPDATE refresh_tokens SET ends_at = coalesce(ends_at, @ends) WHERE hash = @hash",
                new { hash = Hash(refreshToken), ends = (clock.GetUtcNow() + grace).ToUnixTimeMilliseconds() });
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
