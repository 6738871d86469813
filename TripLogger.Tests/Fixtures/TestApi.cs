using System.Net.Http.Headers;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenTelemetry.Trace;
using TripLogger.Api.Profile;

namespace TripLogger.Tests.Fixtures;

/// <summary>The real API over a user pool and a table of its own.</summary>
public sealed class TestApi : IAsyncDisposable
{
    public const string InvokeKey = "key-of-this-run";
    public const string FunctionName = "triplogger-develop-addUserFunc";

    private readonly Factory _factory;

    private TestApi(TestIssuer pool, IAmazonDynamoDB dynamoDb, Dictionary<string, string?> settings)
    {
        Pool = pool;
        DynamoDb = dynamoDb;
        UserTable = settings["AWS:Resources:UserTableName"] ?? "";
        TripTable = settings["AWS:Resources:TripTableName"] ?? "";
        _factory = new Factory(settings, Logs, Spans) { ClientOptions = { AllowAutoRedirect = false } };
    }

    public TestIssuer Pool { get; }

    public IAmazonDynamoDB DynamoDb { get; }

    public string UserTable { get; }

    public string TripTable { get; }

    internal CollectedLogs Logs { get; } = new();

    internal CollectedSpans Spans { get; } = new();

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

    /// <summary>Makes the API of a local run; it starts with the first client.</summary>
    /// <param name="dynamoDb">The database.</param>
    /// <param name="configure">Changes the configuration that a local run gets.</param>
    public static async Task<TestApi> CreateAsync(DynamoDbLocal dynamoDb, Action<Dictionary<string, string?>>? configure = null)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var pool = await TestIssuer.StartAsync(cancellationToken);
        var tables = await dynamoDb.CreateTablesAsync(cancellationToken);
        var settings = new Dictionary<string, string?>
        {
            ["environment"] = "Development",
            ["AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER"] = pool.Endpoint.AbsoluteUri,
            ["AWS_ENDPOINT_URL_COGNITO_IDENTITY"] = pool.Endpoint.AbsoluteUri,
            ["AWS_ENDPOINT_URL_DYNAMODB"] = (await dynamoDb.GetEndpointAsync()).AbsoluteUri,
            ["AWS:Resources:Region"] = "us-east-1",
            ["AWS:Resources:UserPoolId"] = TestIssuer.PoolId,
            ["AWS:Resources:UserPoolClientId"] = TestIssuer.ClientId,
            ["AWS:Resources:IdentityPoolId"] = "us-east-1:00000000-0000-0000-0000-000000000000",
            ["AWS:Resources:UserTableName"] = tables.Users,
            ["AWS:Resources:TripTableName"] = tables.Trips,
            ["AWS:Resources:AddUserFunctionName"] = FunctionName,
            ["LocalCloud:LambdaInvokeKey"] = InvokeKey,
        };
        configure?.Invoke(settings);
        return new TestApi(pool, await dynamoDb.GetClientAsync(), settings);
    }

    /// <summary>A caller with this access token, or an anonymous one.</summary>
    public HttpClient CreateClient(string? token = null)
    {
        var client = _factory.CreateClient();
        client.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>Serves on a real port from the first client on: for what only a real server does.</summary>
    public void UseKestrel() => _factory.UseKestrel(port: 0);

    /// <summary>The options of a part of ASP.NET Core, as they came out.</summary>
    public TOptions GetOptions<TOptions>(string name) => _factory.Services.GetRequiredService<IOptionsMonitor<TOptions>>().Get(name);

    /// <summary>A service of the application.</summary>
    public TService GetService<TService>()
        where TService : notnull => _factory.Services.GetRequiredService<TService>();

    /// <summary>The user's item, or null.</summary>
    public async Task<Dictionary<string, AttributeValue>?> FindUserAsync(string sub)
    {
        var found = await DynamoDb.GetItemAsync(UserTable, new() { ["id"] = new(sub) }, true, TestContext.Current.CancellationToken);
        return found.IsItemSet ? found.Item : null;
    }

    public async ValueTask DisposeAsync()
    {
        await _factory.DisposeAsync();
        await Pool.DisposeAsync();
    }

    private sealed class Factory(Dictionary<string, string?> settings, CollectedLogs logs, CollectedSpans spans) : WebApplicationFactory<UserProfile>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            foreach (var (key, value) in settings)
            {
                builder.UseSetting(key, value);
            }

            builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(logs).SetMinimumLevel(LogLevel.Trace));
            builder.ConfigureTestServices(services => services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddProcessor(spans)));
        }
    }
}
