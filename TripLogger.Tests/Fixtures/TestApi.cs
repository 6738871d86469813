using System.Net.Http.Headers;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace TripLogger.Tests.Fixtures;

/// <summary>
/// The real API as one test sees it, with users of its own. Building an API costs more than all that most tests ask of it,
/// so those that need nothing special share one; others get one with tables and a user pool of its own.
/// </summary>
public sealed class TestApi : IAsyncDisposable
{
    public const string InvokeKey = "key-of-this-run";
    public const string FunctionName = "triplogger-develop-addUserFunc";

    private readonly ApiHost _host;
    private readonly bool _isShared;

    private TestApi(ApiHost host, bool isShared)
    {
        _host = host;
        _isShared = isShared;
        Pool = new TestUsers(host.Issuer);
    }

    /// <summary>This test's users.</summary>
    public TestUsers Pool { get; }

    public IAmazonDynamoDB DynamoDb => _host.DynamoDb;

    public string UserTable => _host.UserTable;

    public string TripTable => _host.TripTable;

    public string ClosingTable => _host.ClosingTable;

    internal CollectedLogs Logs => _host.Logs;

    internal CollectedSpans Spans => _host.Spans;

    /// <summary>Turns the settings of a local run into those of a deployed API.</summary>
    public static void OnAws(Dictionary<string, string?> settings)
    {
        settings["environment"] = "Production";
        settings.Remove("AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER");
        settings.Remove("AWS_ENDPOINT_URL_COGNITO_IDENTITY");
        settings.Remove("LocalCloud:LambdaInvokeKey");
    }

    /// <summary>Lets one caller come very often, and logs only what went wrong: logging everything costs more than the work.</summary>
    public static void ForLoad(Dictionary<string, string?> settings)
    {
        settings["RateLimits:RequestsPerUser"] = "1000000";
        settings["Logging:LogLevel:Default"] = "Warning";
    }

    /// <summary>The API that tests share.</summary>
    public static async Task<TestApi> CreateAsync(Database database)
    {
        // Here and not where it starts, so that each test is skipped by itself.
        await database.GetEndpointAsync();
        return new TestApi(await database.GetApiAsync(), isShared: true);
    }

    /// <summary>One of this test alone: it sees no trips of others, its logs are of this test, and it may be broken.</summary>
    /// <param name="database">The database.</param>
    /// <param name="configure">Changes the configuration that a local run gets.</param>
    public static async Task<TestApi> CreateOwnAsync(Database database, Action<Dictionary<string, string?>>? configure = null) =>
        new(await ApiHost.CreateAsync(database, configure ?? (_ => { })), isShared: false);

    /// <summary>A caller with this access token, or an anonymous one.</summary>
    public HttpClient CreateClient(string? token = null)
    {
        var client = _host.CreateClient();
        client.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>Serves on a real port from the first client on: for what only a real server does.</summary>
    public void UseKestrel() => _host.UseKestrel();

    /// <summary>The options of a part of ASP.NET Core, as they came out.</summary>
    public TOptions GetOptions<TOptions>(string name) => GetService<IOptionsMonitor<TOptions>>().Get(name);

    /// <summary>A service of the application.</summary>
    public TService GetService<TService>()
        where TService : notnull => _host.Services.GetRequiredService<TService>();

    /// <summary>The item of this test's user, or null.</summary>
    public async Task<Dictionary<string, AttributeValue>?> FindUserAsync(string name)
    {
        var found = await DynamoDb.GetItemAsync(UserTable, new() { ["id"] = new(Pool.Sub(name)) }, true, TestContext.Current.CancellationToken);
        return found.IsItemSet ? found.Item : null;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_isShared)
        {
            await _host.DisposeAsync();
        }
    }
}
