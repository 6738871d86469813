using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Containers;
using Microsoft.Extensions.Logging.Abstractions;
using TripLogger.Tests.Fixtures;
using EmbeddedDynamoDb = TripLogger.AppHost.LocalCloud.Emulators.DynamoDbLocal;

[assembly: AssemblyFixture(typeof(DynamoDbContainer))]

namespace TripLogger.Tests.Fixtures;

/// <summary>
/// AWS's DynamoDB Local in its <see href="https://hub.docker.com/r/amazon/dynamodb-local">container</see>, in memory.
/// A test that asks for it is skipped where no container engine answers.
/// </summary>
public sealed class DynamoDbContainer : Database
{
    private const ushort Port = 8000;

    private readonly Lazy<Task<IContainer>> _container = new(StartAsync);

    public override async Task<Uri> GetEndpointAsync()
    {
        ContainerEngine.Require();
        var container = await _container.Value;
        return new UriBuilder(Uri.UriSchemeHttp, container.Hostname, container.GetMappedPublicPort(Port)).Uri;
    }

    protected override async ValueTask StopAsync()
    {
        if (_container is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await (await _container.Value).DisposeAsync();
        }
    }

    private static async Task<IContainer> StartAsync()
    {
        var container = new ContainerBuilder($"amazon/dynamodb-local:{EmbeddedDynamoDb.ImageTag}")
            .WithCommand("-XX:TieredStopAtLevel=1", "-jar", "DynamoDBLocal.jar", "-inMemory", "-sharedDb", "-disableTelemetry")
            .WithLogger(NullLogger.Instance)
            .WithPortBinding(Port, assignRandomHostPort: true)
            // It refuses unsigned requests, which tells that it is there.
            .WithWaitStrategy(Wait.ForUnixContainer().UntilHttpRequestIsSucceeded(request => request.ForPort(Port).ForStatusCode(System.Net.HttpStatusCode.BadRequest)))
            .Build();
        await container.StartAsync();
        return container;
    }
}
