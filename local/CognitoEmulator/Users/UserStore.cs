using System.Data.Common;
using CognitoEmulator.Protocol;
using CognitoEmulator.Storage;
using CognitoEmulator.UserPools;
using Dapper;

namespace CognitoEmulator.Users;

/// <summary>The users of all pools and the names they sign in with.</summary>
internal sealed class UserStore(Database database, TimeProvider clock)
{
    /// <summary>Finds a user by anything they can sign in with: user name, sub, and the addresses the pool allows.</summary>
    public User? Find(UserPool pool, string name) => database.Read(db => Find(db, pool, name));

    /// <exception cref="CognitoException">UserNotFoundException.</exception>
    public User Get(UserPool pool, string name) => Find(pool, name) ?? throw CognitoException.UserNotFound();

    public static User? Find(DbConnection db, UserPool pool, string name) => db.QueryFirstOrDefault<UserRow>(
        $"""
        SELECT {UserRow.Columns} FROM users
        WHERE pool_id = @Id AND username = (SELECT username FROM sign_in_names WHERE pool_id = @Id AND name = @name)
        """,
        new { pool.Id, name = pool.Normalize(name) })?.ToUser();

    /// <exception cref="CognitoException">UsernameExistsException: the name or address is taken.</exception>
    public static void Insert(DbConnection db, UserPool pool, User user)
    {
        foreach (var name in NamesOf(pool, user))
        {
            if (OwnerOf(db, pool, name) is not null)
            {
                throw new CognitoException(
                    "UsernameExistsException",
                    name == user.Email && pool.SignsUpWith("email") ? "An account with the given email already exists." : "User already exists");
            }
        }

        Save(db, user);
        SaveNames(db, pool, user);
    }

    /// <summary>The user as it is now; null when it is gone.</summary>
    public static User? Current(DbConnection db, User user) => db.QueryFirstOrDefault<UserRow>(
        $"SELECT {UserRow.Columns} FROM users WHERE pool_id = @PoolId AND username = @Username", new { user.PoolId, user.Username })?.ToUser();

    /// <summary>Applies <paramref name="change"/> to the user as it is now; null when the user is gone.</summary>
    /// <exception cref="CognitoException">AliasExistsException: an address signs another user in.</exception>
    public static User? Update(DbConnection db, UserPool pool, User user, Func<User, User> change, DateTimeOffset now)
    {
        if (Current(db, user) is not { } current)
        {
            return null;
        }

        var changed = change(current) with { ModifiedAt = now };
        Save(db, changed);
        if (!NamesOf(pool, current).SequenceEqual(NamesOf(pool, changed)))
        {
            db.Execute("DELETE FROM sign_in_names WHERE pool_id = @PoolId AND username = @Username", new { user.PoolId, user.Username });
            SaveNames(db, pool, changed);
        }

        return changed;
    }

    /// <inheritdoc cref="Update(DbConnection, UserPool, User, Func{User, User}, DateTimeOffset)"/>
    /// <exception cref="CognitoException">UserNotFoundException: deleted meanwhile.</exception>
    public async Task<User> UpdateAsync(UserPool pool, User user, Func<User, User> change, CancellationToken cancellation) =>
        await database.WriteAsync(db => Update(db, pool, user, change, clock.GetUtcNow()), cancellation) ?? throw CognitoException.UserNotFound();

    /// <summary>Turns the second factor on or off; null leaves it.</summary>
    /// <exception cref="CognitoException">InvalidParameterException: there is no verified authenticator app.</exception>
    public async Task SetTotpPreferenceAsync(UserPool pool, User user, bool? enabled, CancellationToken cancellation)
    {
        if (enabled is true && user.TotpSecret is null)
        {
            throw CognitoException.InvalidParameter("User has not verified software token mfa");
        }

        if (enabled is { } value)
        {
            await UpdateAsync(pool, user, current => current with { TotpEnabled = value }, cancellation);
        }
    }

    public Task DeleteAsync(User user, CancellationToken cancellation) => database.WriteAsync(
        db => { db.Execute("DELETE FROM users WHERE pool_id = @PoolId AND username = @Username", new { user.PoolId, user.Username }); },
        cancellation);

    public long Count(string poolId) => database.Read(db => db.ExecuteScalar<long>("SELECT count(*) FROM users WHERE pool_id = @poolId", new { poolId }));

    /// <summary>Users of a pool by their names.</summary>
    /// <param name="after">The last user name of the page before.</param>
    public IReadOnlyList<User> List(UserPool pool, UserFilter? filter, string? after, int limit)
    {
        var value = filter?.Attribute switch
        {
            null => "NULL",
            "username" or "sub" => filter.Attribute,
            "cognito:user_status" => "status",
            "status" => "CASE enabled WHEN 1 THEN 'Enabled' ELSE 'Disabled' END",
            // Safe to write into the statement: the filter knows its attributes.
            _ => $"json_extract(attributes, '$.{filter.Attribute}')",
        };
        var condition = filter switch
        {
            null => "1 = 1",
            { IsPrefix: true } => $"substr({value}, 1, length(@wanted)) = @wanted",
            _ => $"{value} = @wanted",
        };
        return database.Read(db => db.Query<UserRow>(
            $"SELECT {UserRow.Columns} FROM users WHERE pool_id = @Id AND username > @after AND {condition} ORDER BY username LIMIT @limit",
            new { pool.Id, after = after ?? "", wanted = filter?.Value, limit }).Select(row => row.ToUser()).ToList());
    }

    /// <summary>The users of a group by their names.</summary>
    public IReadOnlyList<User> ListInGroup(string poolId, string group) => database.Read(db => db.Query<UserRow>(
        $"""
        SELECT {UserRow.Columns} FROM users
        WHERE pool_id = @poolId AND username IN (SELECT username FROM group_members WHERE pool_id = @poolId AND group_name = @group) ORDER BY username
        """,
        new { poolId, group }).Select(row => row.ToUser()).ToList());

    private static string? OwnerOf(DbConnection db, UserPool pool, string name) => db.ExecuteScalar<string?>(
        "SELECT username FROM sign_in_names WHERE pool_id = @Id AND name = @name", new { pool.Id, name = pool.Normalize(name) });

    private static IEnumerable<string> NamesOf(UserPool pool, User user)
    {
        var names = new List<string> { user.Username, user.Sub };
        foreach (var address in (string[])["email", "phone_number"])
        {
            if (user.Attributes.TryGetValue(address, out var value) && (pool.SignsUpWith(address) || (pool.HasAlias(address) && user.IsVerified(address))))
            {
                names.Add(value);
            }
        }

        if (pool.HasAlias("preferred_username") && user.Status != UserStatus.Unconfirmed && user.Attributes.TryGetValue("preferred_username", out var preferred))
        {
            names.Add(preferred);
        }

        return names.DistinctBy(pool.Normalize);
    }

    private static void SaveNames(DbConnection db, UserPool pool, User user)
    {
        foreach (var name in NamesOf(pool, user))
        {
            if (OwnerOf(db, pool, name) is { } owner && owner != user.Username)
            {
                throw new CognitoException("AliasExistsException", "An account with the given email already exists.");
            }

            db.Execute(
                "INSERT INTO sign_in_names (pool_id, name, username) VALUES (@Id, @name, @Username) ON CONFLICT DO NOTHING",
                new { pool.Id, name = pool.Normalize(name), user.Username });
        }
    }

    private static void Save(DbConnection db, User user) => db.Execute(
        """
        INSERT INTO users (
            pool_id, username, sub, status, enabled, attributes, salt, verifier, password_set_at,
            totp_secret, totp_pending, totp_enabled, totp_last_step, created_at, modified_at)
        VALUES (
            @PoolId, @Username, @Sub, @Status, @Enabled, @Attributes, @Salt, @Verifier, @PasswordSetAt,
            @TotpSecret, @TotpPending, @TotpEnabled, @TotpLastStep, @CreatedAt, @ModifiedAt)
        ON CONFLICT (pool_id, username) DO UPDATE SET
            status = excluded.status, enabled = excluded.enabled, attributes = excluded.attributes,
            salt = excluded.salt, verifier = excluded.verifier, password_set_at = excluded.password_set_at,
            totp_secret = excluded.totp_secret, totp_pending = excluded.totp_pending, totp_enabled = excluded.totp_enabled, totp_last_step = excluded.totp_last_step,
            modified_at = excluded.modified_at
        """,
        UserRow.From(user));
}
