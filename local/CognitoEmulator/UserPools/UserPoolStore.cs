using System.Collections.Concurrent;
using System.Text.Json;
using CognitoEmulator.Protocol;
using CognitoEmulator.Storage;
using Dapper;

namespace CognitoEmulator.UserPools;

/// <summary>User pools and their clients. They are few and read by every request, so they are kept in memory too.</summary>
internal sealed class UserPoolStore
{
    private readonly Database _database;
    private readonly ConcurrentDictionary<string, UserPool> _pools;
    private readonly ConcurrentDictionary<string, UserPoolClient> _clients;

    public UserPoolStore(Database database)
    {
        _database = database;
        _pools = new(database.Read(db => db.Query<string>("SELECT document FROM user_pools"))
            .Select(document => JsonSerializer.Deserialize(document, EmulatorJson.Default.UserPool)!)
            .Select(pool => KeyValuePair.Create(pool.Id, pool)));
        _clients = new(database.Read(db => db.Query<string>("SELECT document FROM user_pool_clients"))
            .Select(document => JsonSerializer.Deserialize(document, EmulatorJson.Default.UserPoolClient)!)
            .Select(client => KeyValuePair.Create(client.ClientId, client)));
    }

    public IEnumerable<UserPool> Pools => _pools.Values.OrderBy(pool => pool.CreationDate).ThenBy(pool => pool.Id, StringComparer.Ordinal);

    public UserPool? Find(string poolId) => _pools.GetValueOrDefault(poolId);

    /// <exception cref="CognitoException">ResourceNotFoundException.</exception>
    public UserPool Get(string poolId) => Find(poolId) ?? throw CognitoException.NotFound($"User pool {poolId} does not exist.");

    public IEnumerable<UserPoolClient> ClientsOf(string poolId) =>
        _clients.Values.Where(client => client.UserPoolId == poolId).OrderBy(client => client.ClientId, StringComparer.Ordinal);

    public UserPoolClient? FindClient(string clientId) => _clients.GetValueOrDefault(clientId);

    /// <exception cref="CognitoException">ResourceNotFoundException.</exception>
    public (UserPool Pool, UserPoolClient Client) GetClient(string clientId) =>
        FindClient(clientId) is { } client && Find(client.UserPoolId) is { } pool
            ? (pool, client)
            : throw CognitoException.NotFound($"User pool client {clientId} does not exist.");

    /// <exception cref="CognitoException">ResourceNotFoundException: no such client, or one of another pool.</exception>
    public (UserPool Pool, UserPoolClient Client) GetClient(string poolId, string clientId)
    {
        var pool = Get(poolId);
        return FindClient(clientId) is { } client && client.UserPoolId == poolId
            ? (pool, client)
            : throw CognitoException.NotFound($"User pool client {clientId} does not exist.");
    }

    public Task SaveAsync(UserPool pool, CancellationToken cancellation) => _database.WriteAsync(
        db =>
        {
            db.Execute(
                """
                INSERT INTO user_pools (id, name, document, created_at) VALUES (@Id, @Name, @document, @created)
                ON CONFLICT (id) DO UPDATE SET name = excluded.name, document = excluded.document
                """,
                new { pool.Id, pool.Name, document = JsonSerializer.Serialize(pool, EmulatorJson.Default.UserPool), created = pool.CreationDate.ToUnixTimeMilliseconds() });
        },
        cancellation,
        () => _pools[pool.Id] = pool);

    public Task SaveAsync(UserPoolClient client, CancellationToken cancellation) => _database.WriteAsync(
        db =>
        {
            db.Execute(
                """
                INSERT INTO user_pool_clients (id, pool_id, name, document, created_at) VALUES (@ClientId, @UserPoolId, @ClientName, @document, @created)
                ON CONFLICT (id) DO UPDATE SET name = excluded.name, document = excluded.document
                """,
                new { client.ClientId, client.UserPoolId, client.ClientName, document = JsonSerializer.Serialize(client, EmulatorJson.Default.UserPoolClient), created = client.CreationDate.ToUnixTimeMilliseconds() });
        },
        cancellation,
        () => _clients[client.ClientId] = client);

    public Task DeleteAsync(UserPool pool, CancellationToken cancellation) => _database.WriteAsync(
        db => { db.Execute("DELETE FROM user_pools WHERE id = @Id", new { pool.Id }); },
        cancellation,
        () =>
        {
            _pools.TryRemove(pool.Id, out _);
            foreach (var client in ClientsOf(pool.Id))
            {
                _clients.TryRemove(client.ClientId, out _);
            }
        });

    public Task DeleteAsync(UserPoolClient client, CancellationToken cancellation) => _database.WriteAsync(
        db => { db.Execute("DELETE FROM user_pool_clients WHERE id = @ClientId", new { client.ClientId }); },
        cancellation,
        () => _clients.TryRemove(client.ClientId, out _));
}
