using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.AWS.DynamoDB;

/// <summary>DynamoDB Local.</summary>
public interface IDynamoDBLocalResource : IResourceWithEnvironment, IResourceWithEndpoints;

/// <summary>DynamoDB Local in a container.</summary>
/// <param name="name">Unique in the application.</param>
/// <param name="options">How it runs.</param>
public sealed class DynamoDBLocalResource(string name, DynamoDBLocalOptions options) : ContainerResource(name), IDynamoDBLocalResource
{
    internal const int ContainerPort = 8000;
    internal const string StorageMountPoint = "/storage";

    internal DynamoDBLocalOptions Options { get; } = options;

    internal IEnumerable<string> CreateArguments()
    {
        yield return "-Djava.library.path=./DynamoDBLocal_lib";
        yield return "-jar";
        yield return "DynamoDBLocal.jar";
        if (Options.SharedDb)
        {
            yield return "-sharedDb";
        }

        if (Options.InMemory)
        {
            yield return "-inMemory";
        }

        if (Options.DisableDynamoDBLocalTelemetry)
        {
            yield return "-disableTelemetry";
        }

        if (!string.IsNullOrEmpty(Options.LocalStorageDirectory))
        {
            yield return "-dbPath";
            yield return StorageMountPoint;
        }

        if (Options.DelayTransientStatuses)
        {
            yield return "-delayTransientStatuses";
        }
    }
}
