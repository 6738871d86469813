using System.Collections.Concurrent;
using System.Text.Json;
using CognitoEmulator.Protocol;
using CognitoEmulator.Storage;
using Dapper;

namespace CognitoEmulator.IdentityPools;

/// <summary>Identity pools. They are few, so they are kept in memory too.</summary>
internal sealed class IdentityPoolStore
{
    private readonly Database _database;
    private readonly ConcurrentDictionary<string, StoredIdentityPool> _pools;

    public IdentityPoolStore(Database database)
    {
        _database = database;
        _pools = new(database.Read(db => db.Query<string>("SELECT document FROM identity_pools"))
            .Select(document => JsonSerializer.Deserialize(document, EmulatorJson.Default.StoredIdentityPool)!)
            .Select(stored => KeyValuePair.Create(stored.Pool.IdentityPoolId, stored)));
    }

    public IReadOnlyList<IdentityPool> Pools => [.. _pools.Values.OrderBy(stored => stored.CreatedAt).ThenBy(stored => stored.Pool.IdentityPoolId, StringComparer.Ordinal).Select(stored => stored.Pool)];

    public bool Exists(string id) => _pools.ContainsKey(id);

    /// <exception cref="CognitoException">ResourceNotFoundException.</exception>
    public StoredIdentityPool Get(string id) => _pools.GetValueOrDefault(id) ?? throw CognitoException.NotFound($"IdentityPool '{id}' not found.");

    public async Task SaveAsync(StoredIdentityPool stored, CancellationToken cancellation)
    {
        await _database.WriteAsync(
            db =>
            {
                db.Execute(
                    """
                    INSERT INTO identity_pools (id, name, document, created_at) VALUES (@IdentityPoolId, @IdentityPoolName, @document, @created)
                    ON CONFLICT (id) DO UPDATE SET name = excluded.name, document = excluded.document
                    """,
                    new
                    {
                        stored.Pool.IdentityPoolId,
                        stored.Pool.IdentityPoolName,
                        document = JsonSerializer.Serialize(stored, EmulatorJson.Default.StoredIdentityPool),
                        created = stored.CreatedAt.ToUnixTimeMilliseconds(),
                    });
            },
            cancellation);
        _pools[stored.Pool.IdentityPoolId] = stored;
    }

    public async Task DeleteAsync(string id, CancellationToken cancellation)
    {
        await _database.WriteAsync(db => { db.Execute("DELETE FROM identity_pools WHERE id = @id", new { id }); }, cancellation);
        _pools.TryRemove(id, out _);
    }
}
