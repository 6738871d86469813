using System.Net;
using Amazon.DynamoDBv2;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Trace;
using TripLogger.Api.Profile;

namespace TripLogger.Tests.Fixtures;

/// <summary>The real API in this process, over a user pool and tables of its own; it starts with the first client.</summary>
internal sealed class ApiHost : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Factory _factory;

    private ApiHost(TestIssuer issuer, IAmazonDynamoDB dynamoDb, Dictionary<string, string?> settings)
    {
        Issuer = issuer;
        DynamoDb = dynamoDb;
        UserTable = settings["AWS:Resources:UserTableName"] ?? "";
        TripTable = settings["AWS:Resources:TripTableName"] ?? "";
        ClosingTable = settings["AWS:Resources:ClosingTableName"] ?? "";
        _factory = new Factory(settings, Logs, Spans) { ClientOptions = { AllowAutoRedirect = false } };
    }

    public TestIssuer Issuer { get; }

    public IAmazonDynamoDB DynamoDb { get; }

    public string UserTable { get; }

    public string TripTable { get; }

    public string ClosingTable { get; }

    public CollectedLogs Logs { get; } = new();

    public CollectedSpans Spans { get; } = new();

    public IServiceProvider Services => _factory.Services;

    /// <summary>One for many tests: limits that count all of a caller's requests are out of their way.</summary>
    public static async Task<ApiHost> StartSharedAsync(Database database)
    {
        var host = await CreateAsync(database, settings =>
        {
            settings["RateLimits:RequestsPerUser"] = "1000000";
            settings["RateLimits:RequestsPerAddress"] = "1000000";
        });
        host.CreateClient().Dispose();
        return host;
    }

    /// <summary>Makes the API of a local run.</summary>
    /// <param name="database">The database.</param>
    /// <param name="configure">Changes the configuration that a local run gets.</param>
    public static async Task<ApiHost> CreateAsync(Database database, Action<Dictionary<string, string?>> configure)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var endpoint = await database.GetEndpointAsync();
        var tables = await database.CreateTablesAsync(cancellationToken);
        var issuer = await TestIssuer.StartAsync(cancellationToken);
        var settings = LocalSettings(issuer, endpoint, tables);
        configure(settings);
        return new ApiHost(issuer, await database.GetClientAsync(), settings);
    }

    /// <summary>The configuration that a local run gives to the API.</summary>
    public static Dictionary<string, string?> LocalSettings(TestIssuer issuer, Uri dynamoDb, TableNames tables) => new()
    {
        ["environment"] = "Development",
        ["AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER"] = issuer.Endpoint.AbsoluteUri,
        ["AWS_ENDPOINT_URL_COGNITO_IDENTITY"] = issuer.Endpoint.AbsoluteUri,
        ["AWS_ENDPOINT_URL_DYNAMODB"] = dynamoDb.AbsoluteUri,
        ["AWS:Resources:Region"] = "us-east-1",
        ["AWS:Resources:UserPoolId"] = TestIssuer.PoolId,
        ["AWS:Resources:UserPoolClientId"] = TestIssuer.ClientId,
        ["AWS:Resources:IdentityPoolId"] = "us-east-1:00000000-0000-0000-0000-000000000000",
        ["AWS:Resources:UserTableName"] = tables.Users,
        ["AWS:Resources:TripTableName"] = tables.Trips,
        ["AWS:Resources:ClosingTableName"] = tables.Closings,
        ["AWS:Resources:AddUserFunctionName"] = TestApi.FunctionName,
        ["LocalCloud:LambdaInvokeKey"] = TestApi.InvokeKey,
    };

    public HttpClient CreateClient()
    {
        // The factory keeps a list of its clients, and tests that share it run in parallel.
        lock (_lock)
        {
            return _factory.CreateClient();
        }
    }

    /// <summary>Serves on a real port from the first client on.</summary>
    // Not by the port: that races with the start, https://github.com/dotnet/aspnetcore/pull/67714.
    public void UseKestrel() => _factory.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));

    public async ValueTask DisposeAsync()
    {
        await _factory.DisposeAsync();
        await Issuer.DisposeAsync();
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
