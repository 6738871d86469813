using Amazon.CDK.AWS.Lambda;
using Aspire.Hosting.AWS.CDK;
using Microsoft.Extensions.DependencyInjection;
using TripLogger.AppHost.LocalCloud.Prerequisites;
using TripLogger.Infra;
using TripLogger.Infra.Hosting;

namespace TripLogger.AppHost.AwsCloud;

/// <summary>Uses AWS itself in place of the local cloud.</summary>
public static class AwsCloudExtensions
{
    /// <summary>The configuration key that chooses the cloud: <c>local</c> (the default) or <c>aws</c>.</summary>
    public const string CloudKey = "Cloud";

    /// <summary>Whether this run was asked to use AWS.</summary>
    /// <exception cref="DistributedApplicationException">Neither of the two was asked for.</exception>
    public static bool UsesAws(this IDistributedApplicationBuilder builder) => builder.Configuration[CloudKey]?.ToLowerInvariant() switch
    {
        null or "" or "local" => false,
        "aws" => true,
        var other => throw new DistributedApplicationException($"There is no cloud named '{other}': choose --Cloud=local or --Cloud=aws."),
    };

    /// <summary>
    /// Deploys the CDK stack when the AppHost starts, as <c>npx cdk deploy</c> does, and ends the AppHost when that
    /// fails. Whoever references the stack gets its outputs, the profile and the region.
    /// </summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="settings">The stack's name and environment.</param>
    /// <exception cref="DistributedApplicationException">Credentials, region or Node are missing, or the API could not be packaged.</exception>
    public static IResourceBuilder<IStackResource<TripLoggerStack>> AddAwsStack(
        this IDistributedApplicationBuilder builder,
        string name,
        DeploymentSettings settings)
    {
        // The app model is built synchronously; nothing must start when one of these is missing.
        var account = AwsAccount.FindAsync(builder.Configuration).GetAwaiter().GetResult();
        Toolchain.RequireNodeForCdkAsync(CancellationToken.None).GetAwaiter().GetResult();

        var sdk = builder.AddAWSSDKConfig().WithRegion(account.Region);
        if (account.Profile is not null)
        {
            sdk.WithProfile(account.Profile);
        }

        var code = Package(settings);
        var stack = builder
            .AddAWSCDKStack(name, scope => new TripLoggerStack(scope, settings.Prefix, new() { Settings = settings, AddUserCode = code }))
            .WithReference(sdk);

        builder.AddConsoleReporter();
        builder.Eventing.Subscribe<BeforeStartEvent>((start, cancellationToken) =>
        {
            // Runs beside the application, which waits for the stack itself.
            _ = ActivatorUtilities.CreateInstance<StackWatcher>(start.Services, stack.Resource).WatchAsync();
            return Task.CompletedTask;
        });
        return stack;
    }

    private static AssetCode Package(DeploymentSettings settings)
    {
        Console.WriteLine("Packaging the API for AWS Lambda...");
        try
        {
            return Code.FromAsset(ApiPackage.Build(settings.Processor));
        }
        catch (DeploymentException exception)
        {
            throw new DistributedApplicationException(exception.Message, exception);
        }
    }
}
