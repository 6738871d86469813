using System.Text.Json.Nodes;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Microsoft.Extensions.Logging.Abstractions;
using TripLogger.AppHost.LocalCloud.Provisioning;
using TripLogger.AppHost.LocalCloud.Synthesis;
using TripLogger.AppHost.LocalCloud.Templates;
using TripLogger.Infra;

namespace TripLogger.Tests.Fixtures;

/// <summary>
/// A DynamoDB for all tests, started by the first that asks. Tables are made of the stack's template: with its keys, indexes and
/// projections.
/// </summary>
public abstract class Database : IAsyncDisposable
{
    private static readonly Lazy<Task<CloudFormationTemplate>> Stack = new(() =>
        new StackSynthesizer(Path.Combine(AppContext.BaseDirectory, "cdk.out")).SynthesizeAsync(new DeploymentSettings(), NullLogger.Instance, CancellationToken.None));

    private readonly Lazy<Task<IAmazonDynamoDB>> _client;
    private readonly Lazy<Task<ApiHost>> _api;

    protected Database()
    {
        _client = new(async () => CreateClient(await GetEndpointAsync()));
        _api = new(() => ApiHost.StartSharedAsync(this));
    }

    /// <summary>Where it answers.</summary>
    public abstract Task<Uri> GetEndpointAsync();

    /// <summary>A client of it.</summary>
    public Task<IAmazonDynamoDB> GetClientAsync() => _client.Value;

    /// <summary>Creates the tables of a stack and answers their names.</summary>
    public async Task<TableNames> CreateTablesAsync(CancellationToken cancellationToken) => await CreateTablesAsync(await GetEndpointAsync(), cancellationToken);

    /// <summary>The same in another database.</summary>
    public static async Task<TableNames> CreateTablesAsync(Uri endpoint, CancellationToken cancellationToken)
    {
        var prefix = $"test-{Guid.NewGuid():N}";
        var tables = (await Stack.Value).Resources.Values.Where(resource => resource.Type == "AWS::DynamoDB::Table").Select(table =>
        {
            var properties = table.Properties.DeepClone().AsObject();
            properties["TableName"] = $"{prefix}-{((string)properties["TableName"]!).Split('-')[^1]}";
            return KeyValuePair.Create(table.LogicalId, (JsonNode?)new JsonObject { ["Type"] = table.Type, ["Properties"] = properties });
        });
        var template = CloudFormationTemplate.Parse(new JsonObject { ["Resources"] = new JsonObject(tables) }.ToJsonString());

        using var http = new HttpClient();
        await new StackProvisioner(http, endpoint, cognito: endpoint, resetHint: "run the tests again.")
            .ApplyAsync(template, new TemplateScope(prefix, "us-east-1", "000000000000"), NullLogger.Instance, cancellationToken);
        return new TableNames($"{prefix}-UserTable", $"{prefix}-TripTable", $"{prefix}-ClosingTable");
    }

    /// <summary>A client of any database on this machine.</summary>
    public static IAmazonDynamoDB CreateClient(Uri endpoint) => new AmazonDynamoDBClient(
        new BasicAWSCredentials("local", "local"),
        new AmazonDynamoDBConfig { ServiceURL = endpoint.AbsoluteUri, AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });

    /// <summary>The API of all tests that need nothing special of it.</summary>
    internal Task<ApiHost> GetApiAsync() => _api.Value;

    public async ValueTask DisposeAsync()
    {
        if (_api is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await (await _api.Value).DisposeAsync();
        }

        if (_client is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            (await _client.Value).Dispose();
        }

        await StopAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends what was started.</summary>
    protected abstract ValueTask StopAsync();
}

/// <summary>The tables of one test, or of all that share an API.</summary>
public sealed record TableNames(string Users, string Trips, string Closings);
