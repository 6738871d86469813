using System.Data.Common;
using CognitoEmulator.Protocol;
using CognitoEmulator.Storage;
using Dapper;

namespace CognitoEmulator.IdentityPools;

/// <summary>Someone in an identity pool: a guest, or who has signed in with a login.</summary>
internal sealed record Identity(string Id, string IdentityPoolId, bool HasLogins);

/// <summary>The identities and the logins they belong to.</summary>
internal sealed class IdentityStore(Database database, TimeProvider clock)
{
    /// <exception cref="CognitoException">ResourceNotFoundException.</exception>
    public Identity Get(string id) => database.Read(db =>
        db.QueryFirstOrDefault<(string Id, string Pool, long Logins)?>(
            "SELECT id, identity_pool_id, EXISTS (SELECT 1 FROM identity_logins WHERE identity_id = id) FROM identities WHERE id = @id", new { id }))
        is { } row
            ? new Identity(row.Id, row.Pool, row.Logins != 0)
            : throw CognitoException.NotFound($"Identity '{id}' not found.");

    public Task<string> AddGuestAsync(IdentityPool pool, CancellationToken cancellation) => database.WriteAsync(db => Insert(db, pool), cancellation);

    /// <summary>The identity of a login; a new one where it has none.</summary>
    public Task<string> GetOrAddAsync(IdentityPool pool, Login login, CancellationToken cancellation) => database.WriteAsync(
        db =>
        {
            if (OwnerOf(db, pool, login) is { } owner)
            {
                return owner;
            }

            var id = Insert(db, pool);
            Link(db, pool, login, id);
            return id;
        },
        cancellation);

    /// <summary>
    /// Signs an identity in. A guest becomes the login's identity: the existing one if there is one, and then the guest is merged
    /// into it and gone; else the guest keeps its id.
    /// </summary>
    /// <exception cref="CognitoException">NotAuthorizedException: the identity is another login's.</exception>
    public Task<string> SignInAsync(IdentityPool pool, Identity identity, Login login, CancellationToken cancellation) => database.WriteAsync(
        db =>
        {
            var owner = OwnerOf(db, pool, login);
            if (owner == identity.Id)
            {
                return owner;
            }

            if (identity.HasLogins)
            {
                throw CognitoException.NotAuthorized("Logins don't match. Please include at least one valid login for this identity or identity pool.");
            }

            if (owner is null)
            {
                Link(db, pool, login, identity.Id);
                return identity.Id;
            }

            db.Execute("DELETE FROM identities WHERE id = @Id", new { identity.Id });
            return owner;
        },
        cancellation);

    private string Insert(DbConnection db, IdentityPool pool)
    {
        var id = $"{pool.IdentityPoolId.Split(':')[0]}:{Guid.NewGuid()}";
        db.Execute(
            "INSERT INTO identities (id, identity_pool_id, created_at) VALUES (@id, @IdentityPoolId, @now)",
            new { id, pool.IdentityPoolId, now = clock.GetUtcNow().ToUnixTimeMilliseconds() });
        return id;
    }

    private static string? OwnerOf(DbConnection db, IdentityPool pool, Login login) => db.ExecuteScalar<string?>(
        "SELECT identity_id FROM identity_logins WHERE identity_pool_id = @IdentityPoolId AND provider = @Provider AND subject = @Subject",
        new { pool.IdentityPoolId, login.Provider, login.Subject });

    private static void Link(DbConnection db, IdentityPool pool, Login login, string id) => db.Execute(
        "INSERT INTO identity_logins (identity_pool_id, provider, subject, identity_id) VALUES (@IdentityPoolId, @Provider, @Subject, @id)",
        new { pool.IdentityPoolId, login.Provider, login.Subject, id });
}
