using System.Data.Common;
using CognitoEmulator.Hosting;
using Dapper;
using Microsoft.Data.Sqlite;

namespace CognitoEmulator.Storage;

/// <summary>The tables, as the list of steps that lead to them. A released step is never edited: the next one is added.</summary>
internal static class Schema
{
    // Times are milliseconds since 1970 (UTC).
    private static readonly string[] Steps =
    [
        """
        CREATE TABLE user_pools (
            id TEXT PRIMARY KEY, name TEXT NOT NULL, document TEXT NOT NULL, created_at INTEGER NOT NULL) STRICT;

        CREATE TABLE user_pool_clients (
            id TEXT PRIMARY KEY, pool_id TEXT NOT NULL REFERENCES user_pools(id) ON DELETE CASCADE,
            name TEXT NOT NULL, document TEXT NOT NULL, created_at INTEGER NOT NULL) STRICT;
        CREATE INDEX user_pool_clients_of_pool ON user_pool_clients (pool_id);

        CREATE TABLE users (
            pool_id TEXT NOT NULL REFERENCES user_pools(id) ON DELETE CASCADE, username TEXT NOT NULL,
            sub TEXT NOT NULL, status TEXT NOT NULL, enabled INTEGER NOT NULL, attributes TEXT NOT NULL,
            salt BLOB, verifier BLOB, password_set_at INTEGER NOT NULL,
            totp_secret TEXT, totp_enabled INTEGER NOT NULL, totp_last_step INTEGER NOT NULL,
            wrong_passwords INTEGER NOT NULL, last_wrong_password_at INTEGER NOT NULL,
            created_at INTEGER NOT NULL, modified_at INTEGER NOT NULL,
            PRIMARY KEY (pool_id, username)) STRICT;
        CREATE INDEX users_by_age ON users (pool_id, created_at);

        -- Everything a user can sign in with: username, sub, and the addresses the pool says.
        CREATE TABLE sign_in_names (
            pool_id TEXT NOT NULL, name TEXT NOT NULL, username TEXT NOT NULL,
            PRIMARY KEY (pool_id, name),
            FOREIGN KEY (pool_id, username) REFERENCES users(pool_id, username) ON DELETE CASCADE) STRICT, WITHOUT ROWID;
        CREATE INDEX sign_in_names_of_user ON sign_in_names (pool_id, username);

        -- purpose: sign-up, reset, or the attribute to verify; new_value: that attribute's value while it waits.
        CREATE TABLE codes (
            pool_id TEXT NOT NULL, username TEXT NOT NULL, purpose TEXT NOT NULL,
            code TEXT NOT NULL, new_value TEXT, expires_at INTEGER NOT NULL,
            PRIMARY KEY (pool_id, username, purpose),
            FOREIGN KEY (pool_id, username) REFERENCES users(pool_id, username) ON DELETE CASCADE) STRICT, WITHOUT ROWID;

        CREATE TABLE attempts (
            pool_id TEXT NOT NULL, username TEXT NOT NULL, kind TEXT NOT NULL, count INTEGER NOT NULL, since INTEGER NOT NULL,
            PRIMARY KEY (pool_id, username, kind),
            FOREIGN KEY (pool_id, username) REFERENCES users(pool_id, username) ON DELETE CASCADE) STRICT, WITHOUT ROWID;

        CREATE TABLE messages (
            number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, recipient TEXT NOT NULL, subject TEXT NOT NULL,
            code TEXT NOT NULL, text TEXT NOT NULL, sent_at INTEGER NOT NULL) STRICT;
        CREATE INDEX messages_by_recipient ON messages (recipient, number);

        -- A sign-in lives as long as its row: to revoke is to delete.
        CREATE TABLE sign_ins (
            event_id TEXT PRIMARY KEY, origin_jti TEXT NOT NULL, pool_id TEXT NOT NULL, username TEXT NOT NULL,
            client_id TEXT NOT NULL REFERENCES user_pool_clients(id) ON DELETE CASCADE,
            auth_time INTEGER NOT NULL, expires_at INTEGER NOT NULL,
            FOREIGN KEY (pool_id, username) REFERENCES users(pool_id, username) ON DELETE CASCADE) STRICT, WITHOUT ROWID;
        CREATE INDEX sign_ins_of_user ON sign_ins (pool_id, username);
        CREATE INDEX sign_ins_of_client ON sign_ins (client_id);
        CREATE INDEX sign_ins_by_expiry ON sign_ins (expires_at);

        -- Only hashes are kept. ends_at: when a rotated token stops working.
        CREATE TABLE refresh_tokens (
            hash BLOB PRIMARY KEY, event_id TEXT NOT NULL REFERENCES sign_ins(event_id) ON DELETE CASCADE,
            ends_at INTEGER) STRICT, WITHOUT ROWID;
        CREATE INDEX refresh_tokens_of_sign_in ON refresh_tokens (event_id);

        CREATE TABLE groups (
            pool_id TEXT NOT NULL REFERENCES user_pools(id) ON DELETE CASCADE, name TEXT NOT NULL,
            document TEXT NOT NULL, PRIMARY KEY (pool_id, name)) STRICT, WITHOUT ROWID;
        CREATE TABLE group_members (
            pool_id TEXT NOT NULL, group_name TEXT NOT NULL, username TEXT NOT NULL,
            PRIMARY KEY (pool_id, username, group_name),
            FOREIGN KEY (pool_id, group_name) REFERENCES groups(pool_id, name) ON DELETE CASCADE,
            FOREIGN KEY (pool_id, username) REFERENCES users(pool_id, username) ON DELETE CASCADE) STRICT, WITHOUT ROWID;
        CREATE INDEX group_members_of_group ON group_members (pool_id, group_name, username);

        CREATE TABLE identity_pools (
            id TEXT PRIMARY KEY, name TEXT NOT NULL, document TEXT NOT NULL, created_at INTEGER NOT NULL) STRICT;
        CREATE TABLE identities (
            id TEXT PRIMARY KEY, identity_pool_id TEXT NOT NULL REFERENCES identity_pools(id) ON DELETE CASCADE,
            created_at INTEGER NOT NULL) STRICT;
        CREATE INDEX identities_of_pool ON identities (identity_pool_id);
        CREATE TABLE identity_logins (
            identity_pool_id TEXT NOT NULL, provider TEXT NOT NULL, subject TEXT NOT NULL,
            identity_id TEXT NOT NULL REFERENCES identities(id) ON DELETE CASCADE,
            PRIMARY KEY (identity_pool_id, provider, subject)) STRICT, WITHOUT ROWID;
        CREATE INDEX identity_logins_of_identity ON identity_logins (identity_id);
        """,
        """
        -- The secret of an authenticator app that is not verified yet; the one in use stays until then.
        ALTER TABLE users ADD COLUMN totp_pending TEXT;
        """,
        $"""
        PRAGMA application_id = {ApplicationId};

        -- Also for names that nobody has, which begin with a space: what happens to them must look the same.
        ALTER TABLE codes RENAME TO codes_before;
        CREATE TABLE codes (
            pool_id TEXT NOT NULL, username TEXT NOT NULL, purpose TEXT NOT NULL,
            code TEXT NOT NULL, new_value TEXT, expires_at INTEGER NOT NULL,
            PRIMARY KEY (pool_id, username, purpose)) STRICT, WITHOUT ROWID;
        INSERT INTO codes SELECT * FROM codes_before;
        DROP TABLE codes_before;
        CREATE INDEX codes_of_nobody ON codes (expires_at) WHERE username < '!';

        -- since: of the first attempt; of passwords, the last wrong one.
        DROP TABLE attempts;
        CREATE TABLE attempts (
            pool_id TEXT NOT NULL, username TEXT NOT NULL, kind TEXT NOT NULL, count INTEGER NOT NULL, since INTEGER NOT NULL,
            PRIMARY KEY (pool_id, username, kind)) STRICT, WITHOUT ROWID;
        CREATE INDEX attempts_by_age ON attempts (since);
        ALTER TABLE users DROP COLUMN wrong_passwords;
        ALTER TABLE users DROP COLUMN last_wrong_password_at;

        CREATE TRIGGER forget_deleted_user AFTER DELETE ON users BEGIN
            DELETE FROM codes WHERE pool_id = OLD.pool_id AND username = OLD.username;
            DELETE FROM attempts WHERE pool_id = OLD.pool_id AND username = OLD.username;
        END;
        """,
    ];

    /// <summary>Which program the file belongs to; see <see href="https://www.sqlite.org/pragma.html#pragma_application_id">application_id</see>.</summary>
    private const int ApplicationId = 0x436F676E;

    /// <summary>The last step before the file had an application's id.</summary>
    private const int LastWithoutApplicationId = 2;

    /// <summary>Whether the file is this emulator's, or new, and whole. It is only read.</summary>
    /// <exception cref="StartRefusedException">It is not.</exception>
    public static void Verify(SqliteConnection connection, string file)
    {
        var version = connection.ExecuteScalar<long>("PRAGMA user_version");
        var tables = connection.Query<string>("SELECT name FROM sqlite_master WHERE type = 'table'").ToHashSet();
        var isOurs = connection.ExecuteScalar<long>("PRAGMA application_id") switch
        {
            ApplicationId => true,
            0 when version == 0 => tables.Count == 0,
            0 => version <= LastWithoutApplicationId && tables.IsSupersetOf(["user_pools", "sign_in_names", "refresh_tokens"]),
            _ => false,
        };
        if (!isOurs)
        {
            throw new StartRefusedException($"'{file}' is another program's database: move it away, or set DataDirectory to another folder.");
        }

        if (version > Steps.Length)
        {
            throw new StartRefusedException(
                $"'{file}' was written by a newer Cognito emulator (version {version}, this one knows {Steps.Length}): " +
                "update the emulator, or delete the folder to start anew.");
        }

        if (connection.ExecuteScalar<string>("PRAGMA quick_check(1)") is var found && found != "ok")
        {
            throw new StartRefusedException(StoreFailure.Damaged(file, found!.ReplaceLineEndings(" ").Trim()));
        }
    }

    public static void Upgrade(SqliteConnection connection)
    {
        for (var step = connection.ExecuteScalar<long>("PRAGMA user_version"); step < Steps.Length; step++)
        {
            connection.Execute($"BEGIN IMMEDIATE; {Steps[step]} PRAGMA user_version = {step + 1}; COMMIT;");
        }
    }

    /// <summary>Writes what is there already.</summary>
    public static void Touch(DbConnection connection) => connection.Execute($"PRAGMA user_version = {Steps.Length}");
}
