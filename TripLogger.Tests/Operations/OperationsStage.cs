using System.Collections.Concurrent;
using System.Diagnostics;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using TripLogger.Operations;
using TripLogger.Tests.Cognito.Support;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.Operations;

/// <summary>The tables and the pool of an environment of its own, and accounts in both.</summary>
public sealed class OperationsStage : IAsyncDisposable
{
    private readonly DynamoDbProxy _dynamoDb;
    private readonly CognitoProxy _cognito;
    private readonly ParameterStore _parameters;
    private readonly Emulator _emulator;
    private readonly IAmazonDynamoDB _database;
    private readonly TableNames _tables;
    private TestPool _pool = null!;

    private OperationsStage(
        DynamoDbProxy dynamoDb, CognitoProxy cognito, ParameterStore parameters, Emulator emulator, IAmazonDynamoDB database, TableNames tables)
    {
        (_dynamoDb, _cognito, _parameters, _emulator, _database, _tables) = (dynamoDb, cognito, parameters, emulator, database, tables);
        _dynamoDb.After = (operation, body) => Note(Permissions.OfDynamoDb(operation, body));
        _cognito.After = (operation, _) => Note([$"cognito-idp:{operation}"]);

        Task Note(IEnumerable<string> permissions)
        {
            foreach (var permission in permissions)
            {
                Used[permission] = true;
            }

            return Task.CompletedTask;
        }
    }

    /// <summary>The permissions that the commands have needed.</summary>
    public ConcurrentDictionary<string, bool> Used { get; } = new();

    /// <summary>Start of the environment's names.</summary>
    public string Prefix => _tables.Users[..^"-UserTable".Length];

    /// <summary>All that the commands asked of Cognito and DynamoDB.</summary>
    public IEnumerable<string> Requests => [.. _cognito.Operations, .. _dynamoDb.Operations];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<OperationsStage> CreateAsync(DynamoDbLocal database, SharedEmulator shared)
    {
        var emulator = await shared.GetAsync();
        var stage = new OperationsStage(
            await DynamoDbProxy.StartAsync(database), await CognitoProxy.StartAsync(emulator.BaseUrl), await ParameterStore.StartAsync(),
            emulator, await database.GetClientAsync(), await database.CreateTablesAsync(Cancel));
        stage._pool = await TestPool.CreateAsync(emulator, new { PoolName = $"{stage.Prefix}-userpool" });
        stage._parameters.Values[$"/{stage.Prefix.Replace('-', '/')}/UserPoolId"] = stage._pool.Id;
        return stage;
    }

    /// <summary>Somebody in the pool, with a profile and a public trip.</summary>
    public async Task<Account> AddAsync()
    {
        var email = TestPool.NewEmail();
        // Made by an administrator, which needs neither code nor password.
        var created = await _emulator.CallAsync("AdminCreateUser", new
        {
            UserPoolId = _pool.Id,
            Username = email,
            MessageAction = "SUPPRESS",
            UserAttributes = new[] { new { Name = "email", Value = email }, new { Name = "email_verified", Value = "true" } },
        });
        var sub = created["User"]!["Username"]!.GetValue<string>();
        await PutProfileAsync(sub, email);
        await PutTripAsync(sub);
        return new(sub, email);
    }

    /// <summary>Starts the program as an operator does.</summary>
    public Task<Result> RunAsync(params string[] arguments) => RunAsync(arguments, poolId: null);

    /// <summary>The same with another pool than the one that the stack has written down.</summary>
    public async Task<Result> RunAsync(string[] arguments, string? poolId)
    {
        var (app, environment) = (Prefix[..Prefix.IndexOf('-')], Prefix[(Prefix.IndexOf('-') + 1)..]);
        var program = typeof(Deployment).Assembly.Location;
        var command = new ProcessStartInfo("dotnet", [program, .. arguments, "--app-name", app, "--environment", environment])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER"] = _cognito.Endpoint.AbsoluteUri,
                ["AWS_ENDPOINT_URL_DYNAMODB"] = _dynamoDb.Endpoint.AbsoluteUri,
                ["AWS_ENDPOINT_URL_SSM"] = _parameters.Endpoint.AbsoluteUri,
                ["AWS__Resources__UserPoolId"] = poolId,
            },
        };
        using var process = Process.Start(command)!;
        var output = process.StandardOutput.ReadToEndAsync(Cancel);
        var errors = process.StandardError.ReadToEndAsync(Cancel);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }

        return new Result(process.ExitCode, await output + await errors);
    }

    /// <summary>Loses every request of an operation from now on, or none.</summary>
    public void Cut(string? operation) =>
        _dynamoDb.Cutting = _cognito.Cutting = (requested, _) => requested == operation ? Fixtures.Cut.Request : Fixtures.Cut.Nothing;

    public Task PutProfileAsync(string sub, string email) =>
        _database.PutItemAsync(_tables.Users, new() { ["id"] = new(sub), ["email"] = new(email) }, Cancel);

    /// <summary>What a closing leaves that broke off after its first write.</summary>
    public Task PutTombstoneAsync(string sub) =>
        _database.PutItemAsync(_tables.Users, new() { ["id"] = new(sub), ["closedAt"] = new("2026-01-01T00:00:00.000Z") }, Cancel);

    public Task PutTripAsync(string sub) =>
        _database.PutItemAsync(_tables.Trips, new() { ["userId"] = new(sub), ["tripId"] = new($"{Guid.CreateVersion7()}") }, Cancel);

    public Task PutRecordAsync(string sub) => _database.PutItemAsync(_tables.Closings, new() { ["sub"] = new(sub) }, Cancel);

    public Task DeleteRecordAsync(string sub) => _database.DeleteItemAsync(_tables.Closings, new() { ["sub"] = new(sub) }, Cancel);

    public Task DeleteFromPoolAsync(string sub) => _emulator.CallAsync("AdminDeleteUser", new { UserPoolId = _pool.Id, Username = sub });

    public async Task<string> CreatePoolAsync(string name) => (await TestPool.CreateAsync(_emulator, new { PoolName = name })).Id;

    public async Task<bool> IsInPoolAsync(string sub) =>
        (await _emulator.SendAsync("AdminGetUser", new { UserPoolId = _pool.Id, Username = sub })).Status == 200;

    public async Task<bool> HasProfileAsync(string sub) => (await FindAsync(_tables.Users, "id", sub)).ContainsKey("email");

    /// <summary>Profile and trips are there.</summary>
    public async Task<bool> IsOpenAsync(string sub) => await HasProfileAsync(sub) && await CountTripsAsync(sub) > 0;

    public async Task AssertIsClosedAsync(string sub)
    {
        Assert.Equal(["closedAt", "expiresAt", "id", "userDeletedAt"], (await FindAsync(_tables.Users, "id", sub)).Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["closedAt", "expiresAt", "sub"], (await FindAsync(_tables.Closings, "sub", sub)).Keys.Order(StringComparer.Ordinal));
        Assert.Equal(0, await CountTripsAsync(sub));
        Assert.False(await IsInPoolAsync(sub), "The pool still knows the user.");
    }

    public async ValueTask DisposeAsync()
    {
        await _dynamoDb.DisposeAsync();
        await _cognito.DisposeAsync();
        await _parameters.DisposeAsync();
    }

    private async Task<Dictionary<string, AttributeValue>> FindAsync(string table, string key, string sub) =>
        (await _database.GetItemAsync(new GetItemRequest(table, new() { [key] = new(sub) }, consistentRead: true), Cancel)).Item ?? [];

    private async Task<int> CountTripsAsync(string sub)
    {
        var found = await _database.QueryAsync(
            new QueryRequest(_tables.Trips)
            {
                KeyConditionExpression = "userId = :user",
                ExpressionAttributeValues = new() { [":user"] = new(sub) },
                ConsistentRead = true,
            },
            Cancel);
        return found.Count ?? 0;
    }

    /// <summary>Somebody with an account.</summary>
    public sealed record Account(string Sub, string Email);

    /// <summary>What a command came to.</summary>
    public sealed record Result(int ExitCode, string Output);
}
