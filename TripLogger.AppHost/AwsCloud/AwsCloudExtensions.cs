using Amazon.CDK.AWS.Lambda;
using Aspire.Hosting.AWS.CDK;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using TripLogger.AppHost.LocalCloud.Prerequisites;
using TripLogger.Infra;
using TripLogger.Infra.Hosting;

namespace TripLogger.AppHost.AwsCloud;

/// <summary>Uses AWS itself in place of the local cloud.</summary>
public static class AwsCloudExtensions
{
    /// <summary>The configuration key that chooses the cloud: <c>local</c> (the default) or <c>aws</c>.</summary>
    public const string CloudKey = "Cloud";

    /// <summary>The folder of the CDK app and of its command line.</summary>
    private static string CdkProject => Path.Combine(RepositoryRoot.Find(), "TripLogger.Infra");

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
        var interruption = new Interruption();
        try
        {
            // The app model is built synchronously; nothing must start when something is missing.
            var (account, package) = PrepareAsync(builder, settings, interruption.Token).GetAwaiter().GetResult();
            var sdk = builder.AddAWSSDKConfig().WithRegion(account.Region);
            if (account.Profile is not null)
            {
                sdk.WithProfile(account.Profile);
            }

            return builder
                .AddAWSCDKStack(name, scope => new TripLoggerStack(scope, settings.Prefix, new() { Settings = settings, AddUserCode = Code.FromAsset(package) }))
                .WithReference(sdk)
#if ASPIRE_HOSTING_AWS_PACKAGE
                .WithAssets(sdk, CdkProject)
#endif
                .WithWatcher(interruption);
        }
        catch (DeploymentException exception)
        {
            throw new DistributedApplicationException(exception.Message, exception);
        }
        // Whatever it was that ended by it: the compiler, npm, or the CDK's own Node.js.
        catch (Exception) when (interruption.Token.IsCancellationRequested)
        {
            interruption.ThrowIfCame();
            throw;
        }
    }

    private static IResourceBuilder<T> WithWatcher<T>(this IResourceBuilder<T> stack, Interruption interruption)
        where T : IStackResource
    {
        stack.ApplicationBuilder.Eventing.Subscribe<BeforeStartEvent>((start, cancellationToken) =>
        {
            interruption.ThrowIfCame();
            interruption.Token.Register(start.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication);
            // Runs beside the application, which waits for the stack itself.
            _ = ActivatorUtilities.CreateInstance<StackWatcher>(start.Services, stack.Resource).WatchAsync();
            return Task.CompletedTask;
        });
        return stack;
    }

    private static async Task<(AwsAccount Account, string Package)> PrepareAsync(
        IDistributedApplicationBuilder builder,
        DeploymentSettings settings,
        CancellationToken cancellationToken)
    {
        var account = await AwsAccount.FindAsync(builder.Configuration, cancellationToken);
        await Toolchain.RequireNodeForCdkAsync(cancellationToken);
        await InstallCdkCliAsync(cancellationToken);
        Console.WriteLine("Packaging the API for AWS Lambda...");
        return (account, ApiPackage.Build(settings.Processor, cancellationToken));
    }

    private static async Task InstallCdkCliAsync(CancellationToken cancellationToken)
    {
        var cli = new NpmPackage(CdkProject, "the CDK's command line");
        if (!cli.IsInstalled)
        {
            Console.WriteLine("Installing the CDK's command line...");
            await cli.EnsureInstalledAsync(NullLogger.Instance, cancellationToken);
        }
    }
}
