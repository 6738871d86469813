using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.AWS.DynamoDB;

namespace Aspire.Hosting;

/// <summary>Adds DynamoDB Local.</summary>
public static class DynamoDBLocalResourceBuilderExtensions
{
    private const string Endpoint = "http";

    /// <summary>Adds DynamoDB Local in a container.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">Unique in the application.</param>
    /// <param name="options">How it runs.</param>
    public static IResourceBuilder<DynamoDBLocalResource> AddAWSDynamoDBLocal(this IDistributedApplicationBuilder builder, string name, DynamoDBLocalOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var resource = new DynamoDBLocalResource(name, options ?? new DynamoDBLocalOptions());
        var container = builder.AddResource(resource)
            .ExcludeFromManifest()
            .WithHttpEndpoint(port: resource.Options.Port, targetPort: DynamoDBLocalResource.ContainerPort)
            .WithArgs([.. resource.CreateArguments()])
            .WithImage(resource.Options.Image, resource.Options.Tag)
            .WithImageRegistry(resource.Options.Registry);
        return string.IsNullOrWhiteSpace(resource.Options.LocalStorageDirectory)
            ? container
            : container.WithBindMount(resource.Options.LocalStorageDirectory, DynamoDBLocalResource.StorageMountPoint);
    }

    /// <summary>Says when the image is fetched from its registry.</summary>
    public static IResourceBuilder<DynamoDBLocalResource> WithImagePullPolicy(this IResourceBuilder<DynamoDBLocalResource> builder, ImagePullPolicy imagePullPolicy)
    {
        ContainerResourceBuilderExtensions.WithImagePullPolicy(builder, imagePullPolicy);
        return builder;
    }

    /// <summary>Lets the AWS SDK of a resource use this DynamoDB, and the resource wait for it.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, IResourceBuilder<DynamoDBLocalResource> dynamoDBLocalResourceBuilder)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(dynamoDBLocalResourceBuilder);
        if (builder is IResourceBuilder<IResourceWithWaitSupport> waiting)
        {
            waiting.WaitFor(dynamoDBLocalResourceBuilder);
        }

        return builder.WithEnvironment(context => context.EnvironmentVariables["AWS_ENDPOINT_URL_DYNAMODB"] = dynamoDBLocalResourceBuilder.GetEndpoint(Endpoint));
    }
}
