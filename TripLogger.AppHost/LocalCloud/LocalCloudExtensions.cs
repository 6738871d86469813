using Microsoft.Extensions.DependencyInjection;
using TripLogger.AppHost.LocalCloud.Prerequisites;
using TripLogger.AppHost.Reporting;
using TripLogger.AppHost.StartChecks;

namespace TripLogger.AppHost.LocalCloud;

/// <summary>Puts the cloud on this machine.</summary>
public static class LocalCloudExtensions
{
    /// <summary>
    /// Prepares the local cloud. Its data folder is this AppHost's alone from start to end; the start fails
    /// with a <see cref="LocalCloudException"/> while another one uses it.
    /// </summary>
    /// <exception cref="LocalCloudException">The configuration is not valid.</exception>
    public static LocalCloudBuilder AddLocalCloud(this IDistributedApplicationBuilder builder)
    {
        var options = LocalCloudOptions.From(builder);
        builder.CheckBeforeStart(cancellationToken => RequireDynamoDbAsync(options.DynamoDb, cancellationToken));
        builder.CheckBeforeStart(cancellationToken => RequireDataFoldersAsync(options, cancellationToken));
        builder.Services.AddSingleton(_ => DataDirectoryLock.Take(options.DataDirectory));
        builder.Eventing.Subscribe<BeforeStartEvent>((start, _) =>
        {
            start.Services.GetRequiredService<DataDirectoryLock>();
            return Task.CompletedTask;
        });
        builder.TellWhenReady("Your data", options.DataDirectory);
        return new(builder, options);
    }

    /// <summary>
    /// Gives a project the stack's outputs, as <c>WithReference</c> of Aspire.Hosting.AWS does, and the emulators'
    /// addresses. Every AWS client of the project is pointed to an emulator, and the credentials are made up:
    /// a local run can't reach AWS.
    /// </summary>
    /// <param name="builder">The project.</param>
    /// <param name="stack">The stack; the project waits for it.</param>
    /// <param name="configSection">The configuration section that gets the outputs.</param>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder,
        IResourceBuilder<LocalStackResource> stack,
        string configSection = "AWS:Resources")
        where TDestination : IResourceWithEnvironment, IResourceWithWaitSupport
    {
        var resource = stack.Resource;
        return builder
            .WaitFor(stack)
            .WithReferenceRelationship(stack)
            .WithEnvironment("AWS_ENDPOINT_URL_DYNAMODB", resource.DynamoDb)
            .WithEnvironment("AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER", resource.Cognito)
            .WithEnvironment("AWS_ENDPOINT_URL_COGNITO_IDENTITY", resource.Cognito)
            .WithEnvironment("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "false")
            .WithEnvironment("AWS_REGION", LocalCloudBuilder.Region)
            .WithEnvironment("AWS_ACCESS_KEY_ID", "local")
            .WithEnvironment("AWS_SECRET_ACCESS_KEY", "local")
            .WithEnvironment("AWS_EC2_METADATA_DISABLED", "true")
            // Whoever has these on for AWS would look for the emulators under names that there are not.
            .WithEnvironment("AWS_USE_FIPS_ENDPOINT", "false")
            .WithEnvironment("AWS_USE_DUALSTACK_ENDPOINT", "false")
            .WithEnvironment(context =>
            {
                foreach (var (name, value) in resource.Outputs)
                {
                    context.EnvironmentVariables[$"{configSection.Replace(":", "__", StringComparison.Ordinal)}__{name}"] = value;
                }
            });
    }

    /// <summary>Makes sure that there is something to run DynamoDB Local.</summary>
    private static async Task RequireDynamoDbAsync(DynamoDbMode mode, CancellationToken cancellationToken)
    {
        if (mode == DynamoDbMode.Container)
        {
            await Toolchain.RequireContainerEngineAsync(cancellationToken);
        }
        else if (mode == DynamoDbMode.Embedded || !await Toolchain.HasContainerEngineInsteadOfJavaAsync(cancellationToken))
        {
            await Toolchain.RequireJavaAsync(cancellationToken);
        }
    }

    private static async Task RequireDataFoldersAsync(LocalCloudOptions options, CancellationToken cancellationToken)
    {
        foreach (var folder in options.DataFolders.Prepend(options.DataDirectory))
        {
            await WritableFolder.RequireAsync(folder, "The data folder", "choose another one by --LocalCloud:DataDirectory=…, and start again.", cancellationToken);
        }
    }
}
