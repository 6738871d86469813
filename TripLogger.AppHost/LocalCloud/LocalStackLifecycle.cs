using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TripLogger.AppHost.LocalCloud.Provisioning;
using TripLogger.AppHost.LocalCloud.Synthesis;
using TripLogger.AppHost.LocalCloud.Templates;
using TripLogger.AppHost.Reporting;

namespace TripLogger.AppHost.LocalCloud;

/// <summary>What happens to a <see cref="LocalStackResource"/>: synthesis while the emulators start, then provisioning.</summary>
internal static class LocalStackLifecycle
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(30);

    public static async Task RunAsync(
        LocalStackResource resource,
        string resetHint,
        InitializeResourceEvent initialize,
        CancellationToken cancellationToken)
    {
        var notifications = initialize.Notifications;
        try
        {
            await initialize.Services.GetRequiredService<ResourceFailures>().GuardAsync(resource, async logger =>
            {
                var synthesis = SynthesizeAsync(resource, logger, cancellationToken);

                // Subscribers of this event wait for what the stack waits for.
                await initialize.Eventing.PublishAsync(new BeforeResourceStartedEvent(resource, initialize.Services), cancellationToken);
                await notifications.PublishUpdateAsync(resource, snapshot => snapshot with
                {
                    State = new("Provisioning", KnownResourceStateStyles.Info),
                    StartTimeStamp = DateTime.UtcNow,
                });

                resource.Outputs = await ProvisionAsync(resource, await synthesis, resetHint, logger, cancellationToken);
            }, cancellationToken);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Written down already; the state ends the wait of those that need the stack.
            await notifications.PublishUpdateAsync(resource, snapshot => snapshot with { State = KnownResourceStates.FailedToStart, StopTimeStamp = DateTime.UtcNow });
            return;
        }

        await notifications.PublishUpdateAsync(resource, snapshot => snapshot with
        {
            State = KnownResourceStates.Running,
            Properties = [.. resource.Outputs.Select(output => new ResourcePropertySnapshot(output.Key, output.Value) { IsHighlighted = true })],
        });
    }

    /// <summary>Provisions the stack on emulators that have lost their data; its outputs stay the same, as ids are derived from names.</summary>
    public static async Task ProvisionAgainAsync(LocalStackResource resource, string resetHint, ILogger logger, CancellationToken cancellationToken) =>
        resource.Outputs = await ProvisionAsync(resource, await SynthesizeAsync(resource, logger, cancellationToken), resetHint, logger, cancellationToken);

    private static Task<CloudFormationTemplate> SynthesizeAsync(LocalStackResource resource, ILogger logger, CancellationToken cancellationToken) =>
        new StackSynthesizer(Path.Combine(AppContext.BaseDirectory, "cdk.out")).SynthesizeAsync(resource.Settings, logger, cancellationToken);

    private static async Task<IReadOnlyDictionary<string, string>> ProvisionAsync(
        LocalStackResource resource,
        CloudFormationTemplate template,
        string resetHint,
        ILogger logger,
        CancellationToken cancellationToken)
    {
        using var http = new HttpClient { Timeout = RequestTimeout };
        var provisioner = new StackProvisioner(http, new Uri(resource.DynamoDb.Url), new Uri(resource.Cognito.Url), resetHint);
        var scope = new TemplateScope(resource.Settings.Prefix, LocalCloudBuilder.Region, LocalCloudBuilder.AccountId);
        var outputs = await provisioner.ApplyAsync(template, scope, logger, cancellationToken);
        logger.LogInformation("{Stack} is provisioned on this machine.", resource.Settings.Prefix);
        return outputs;
    }
}
