using System.Text.Json.Nodes;
using Amazon.DynamoDBv2;
using Microsoft.Extensions.Logging.Abstractions;
using TripLogger.AppHost.LocalCloud.Provisioning;
using TripLogger.AppHost.LocalCloud.Synthesis;
using TripLogger.AppHost.LocalCloud.Templates;
using TripLogger.Infra;
using TripLogger.Tests.Fixtures;

[assembly: AssemblyFixture(typeof(DynamoDbLocal))]

namespace TripLogger.Tests.Fixtures;

/// <summary>
/// AWS's DynamoDB Local, in memory, one for all tests and started by the first that asks. Each test has tables of its own,
/// made of the stack's template: with its keys, indexes and projections.
/// </summary>
public sealed class DynamoDbLocal : IAsyncDisposable
{
    private static readonly Lazy<Task<CloudFormationTemplate>> Stack = new(() =>
        new StackSynthesizer(Path.Combine(AppContext.BaseDirectory, "cdk.out")).SynthesizeAsync(new DeploymentSettings(), NullLogger.Instance, CancellationToken.None));

    private readonly Lazy<Task<DynamoDbServer>> _server = new(() => DynamoDbServer.StartAsync(dataDirectory: null));

    /// <summary>Where it answers.</summary>
    public async Task<Uri> GetEndpointAsync() => (await _server.Value).Endpoint;

    /// <summary>A client of it.</summary>
    public async Task<IAmazonDynamoDB> GetClientAsync() => (await _server.Value).Client;

    /// <summary>Creates a UserTable and a TripTable and answers their names.</summary>
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
        return new TableNames($"{prefix}-UserTable", $"{prefix}-TripTable");
    }

    public async ValueTask DisposeAsync()
    {
        if (_server.IsValueCreated)
        {
            await (await _server.Value).DisposeAsync();
        }
    }
}

/// <summary>The tables of one test.</summary>
public sealed record TableNames(string Users, string Trips);
