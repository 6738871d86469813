using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using TripLogger.Tests.Cognito.Support;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.Api.Account.Support;

/// <summary>
/// DynamoDB Local and the Cognito emulator, each behind a proxy that can lose any request or answer, and tables and a pool for one API.
/// </summary>
public sealed class ClosingStage : IAsyncDisposable
{
    private ClosingStage(DynamoDbProxy dynamoDb, CognitoProxy cognito, TestPool pool, TableNames tables, IAmazonDynamoDB database)
    {
        (DynamoDb, Cognito, Pool, Tables, Database) = (dynamoDb, cognito, pool, tables, database);
    }

    public DynamoDbProxy DynamoDb { get; }

    public CognitoProxy Cognito { get; }

    public TestPool Pool { get; }

    public TableNames Tables { get; }

    /// <summary>The database itself, beside the proxy.</summary>
    public IAmazonDynamoDB Database { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<ClosingStage> CreateAsync(DynamoDbLocal database, SharedEmulator emulator)
    {
        var cognito = await emulator.GetAsync();
        return new ClosingStage(
            await DynamoDbProxy.StartAsync(database),
            await CognitoProxy.StartAsync(cognito.BaseUrl),
            await TestPool.CreateAsync(cognito),
            await database.CreateTablesAsync(Cancel),
            await database.GetClientAsync());
    }

    /// <summary>The configuration of an API that lives here.</summary>
    public Dictionary<string, string> Settings => new()
    {
        ["AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER"] = Cognito.Endpoint.AbsoluteUri,
        ["AWS_ENDPOINT_URL_COGNITO_IDENTITY"] = Cognito.Endpoint.AbsoluteUri,
        ["AWS_ENDPOINT_URL_DYNAMODB"] = DynamoDb.Endpoint.AbsoluteUri,
        ["AWS:Resources:Region"] = "us-east-1",
        ["AWS:Resources:UserPoolId"] = Pool.Id,
        ["AWS:Resources:UserPoolClientId"] = Pool.ClientId,
        ["AWS:Resources:IdentityPoolId"] = "us-east-1:00000000-0000-0000-0000-000000000000",
        ["AWS:Resources:UserTableName"] = Tables.Users,
        ["AWS:Resources:TripTableName"] = Tables.Trips,
        ["AWS:Resources:ClosingTableName"] = Tables.Closings,
    };

    /// <summary>Somebody who has signed up and in.</summary>
    public async Task<(string Sub, string Email, Tokens Tokens)> SignUpAsync()
    {
        var email = TestPool.NewEmail();
        var sub = await Pool.SignUpAsync(email);
        await Pool.ConfirmAsync(email);
        return (sub, email, await SignInForTokensAsync(email));
    }

    /// <summary>An access token.</summary>
    public async Task<string> SignInAsync(string email) => (await SignInForTokensAsync(email)).Access;

    /// <summary>All tokens of a sign-in.</summary>
    public async Task<Tokens> SignInForTokensAsync(string email)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, Cognito.Endpoint)
        {
            Content = new StringContent(
                JsonSerializer.Serialize(Pool.PasswordAuth(email)), new MediaTypeHeaderValue("application/x-amz-json-1.1")),
        };
        request.Headers.Add("X-Amz-Target", "AWSCognitoIdentityProviderService.InitiateAuth");
        using var response = await http.SendAsync(request, Cancel);
        return Tokens.Of((await response.Content.ReadFromJsonAsync<JsonObject>(Cancel))!);
    }

    /// <summary>Whether the pool knows the user.</summary>
    public async Task<bool> IsInPoolAsync(string sub) =>
        (await Pool.Emulator.SendAsync("AdminGetUser", new { UserPoolId = Pool.Id, Username = sub })).Status == 200;

    /// <summary>The item of UserTable, empty when there is none.</summary>
    public Task<Dictionary<string, AttributeValue>> FindUserAsync(string sub) => FindAsync(Tables.Users, "id", sub);

    /// <summary>The record that somebody has left, empty when there is none.</summary>
    public Task<Dictionary<string, AttributeValue>> FindRecordAsync(string sub) => FindAsync(Tables.Closings, "sub", sub);

    /// <summary>Everything in the user's partition of TripTable.</summary>
    public async Task<List<Dictionary<string, AttributeValue>>> FindTripItemsAsync(string sub)
    {
        var found = await Database.QueryAsync(
            new QueryRequest(Tables.Trips)
            {
                KeyConditionExpression = "userId = :user",
                ExpressionAttributeValues = new() { [":user"] = new(sub) },
                ConsistentRead = true,
            },
            Cancel);
        return found.Items ?? [];
    }

    /// <summary>Does what TTL may do at any time while an access token of this user lives: an hour, which is given it here at once.</summary>
    public async Task LetExpireAsync(string sub)
    {
        var soon = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds();
        if (IsOver(await FindUserAsync(sub)))
        {
            await Database.DeleteItemAsync(Tables.Users, new() { ["id"] = new(sub) }, Cancel);
        }

        foreach (var item in (await FindTripItemsAsync(sub)).Where(IsOver))
        {
            await Database.DeleteItemAsync(Tables.Trips, new() { ["userId"] = item["userId"], ["tripId"] = item["tripId"] }, Cancel);
        }

        bool IsOver(Dictionary<string, AttributeValue> item) =>
            item.TryGetValue("expiresAt", out var end) && long.Parse(end.N, CultureInfo.InvariantCulture) <= soon;
    }

    /// <summary>Nothing is left of the account but a tombstone that outlives every token, and the record.</summary>
    public async Task AssertIsClosedAsync(string sub)
    {
        var tombstone = await FindUserAsync(sub);
        Assert.Equal(["closedAt", "expiresAt", "id", "userDeletedAt"], tombstone.Keys.Order(StringComparer.Ordinal));
        AssertIsAfter(TimeSpan.FromHours(23), tombstone);
        Assert.Empty(await FindTripItemsAsync(sub));
        var record = await FindRecordAsync(sub);
        Assert.Equal(["closedAt", "expiresAt", "sub"], record.Keys.Order(StringComparer.Ordinal));
        AssertIsAfter(TimeSpan.FromDays(399), record);
        Assert.False(await IsInPoolAsync(sub), "The pool still knows the user.");
    }

    public async ValueTask DisposeAsync()
    {
        await DynamoDb.DisposeAsync();
        await Cognito.DisposeAsync();
    }

    private async Task<Dictionary<string, AttributeValue>> FindAsync(string table, string key, string sub) =>
        (await Database.GetItemAsync(new GetItemRequest(table, new() { [key] = new(sub) }, consistentRead: true), Cancel)).Item ?? [];

    private static void AssertIsAfter(TimeSpan time, Dictionary<string, AttributeValue> item) =>
        Assert.True(
            long.Parse(item["expiresAt"].N, CultureInfo.InvariantCulture) >= (DateTimeOffset.UtcNow + time).ToUnixTimeSeconds(),
            $"It expires before {time} are over.");
}
