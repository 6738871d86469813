using TripLogger.Tests.Fixtures;

[assembly: AssemblyFixture(typeof(DynamoDbLocal))]

namespace TripLogger.Tests.Fixtures;

/// <summary>AWS's DynamoDB Local as the AppHost starts it, in memory.</summary>
public sealed class DynamoDbLocal : Database
{
    private readonly Lazy<Task<DynamoDbServer>> _server = new(() => DynamoDbServer.StartAsync(dataDirectory: null));

    public override async Task<Uri> GetEndpointAsync() => (await _server.Value).Endpoint;

    protected override async ValueTask StopAsync()
    {
        if (_server.IsValueCreated)
        {
            await (await _server.Value).DisposeAsync();
        }
    }
}
