using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.AWS.CDK;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Lifecycle;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.AWS.Provisioning;

/// <summary>Provisions the application's stacks when it starts, one after the other.</summary>
internal sealed class StackProvisioner(
    ResourceNotificationService notifications,
    ResourceLoggerService loggers,
    IHostApplicationLifetime lifetime) : IDistributedApplicationEventingSubscriber, IAsyncDisposable
{
    // Not one of the states after which nothing follows: so it is with Aspire's packages too.
    private const string Failed = "Failed to Provision";

    private readonly CancellationTokenSource _ending = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping);
    private Task _provisioning = Task.CompletedTask;

    public Task SubscribeAsync(IDistributedApplicationEventing eventing, DistributedApplicationExecutionContext executionContext, CancellationToken cancellationToken)
    {
        eventing.Subscribe<BeforeStartEvent>((@event, _) => BeginAsync(@event.Model));
        return Task.CompletedTask;
    }

    /// <summary>Ends the CLI: it must not outlive the application.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync().ConfigureAwait(false);
        await _provisioning.ConfigureAwait(false);
        _ending.Dispose();
    }

    private Task BeginAsync(DistributedApplicationModel model)
    {
        var stacks = model.Resources.OfType<StackResource>().ToArray();
        Synthesize(stacks);
        foreach (var stack in stacks)
        {
            stack.ProvisioningTaskCompletionSource = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        // The others start meanwhile.
        _provisioning = Task.Run(() => ProvisionAsync(stacks, _ending.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    private static void Synthesize(StackResource[] stacks)
    {
        foreach (var stack in stacks)
        {
            foreach (var output in stack.Annotations.OfType<IStackOutputAnnotation>())
            {
                output.AddTo(stack.Stack);
            }
        }

        stacks.FirstOrDefault()?.App.Synth();
    }

    private async Task ProvisionAsync(StackResource[] stacks, CancellationToken cancellationToken)
    {
        foreach (var stack in stacks)
        {
            await PublishAsync(stack, KnownResourceStates.Starting, KnownResourceStateStyles.Info).ConfigureAwait(false);
        }

        foreach (var stack in stacks)
        {
            var logger = loggers.GetLogger(stack);
            try
            {
                logger.LogInformation("Provisioning {ResourceName}...", stack.Name);
                stack.Outputs = await CdkCli.DeployAsync(stack, logger, cancellationToken).ConfigureAwait(false);
                await notifications.PublishUpdateAsync(stack, s => s with
                {
                    State = new ResourceStateSnapshot(KnownResourceStates.Running, KnownResourceStateStyles.Success),
                    StartTimeStamp = DateTime.UtcNow,
                    Properties =
                    [
                        .. s.Properties,
                        new(CustomResourceKnownProperties.Source, stack.StackName),
                        new("aws.cloudformation.template", stack.TemplatePath),
                        .. stack.Outputs.Select(output => new ResourcePropertySnapshot($"aws.cloudformation.output.{output.Key}", output.Value)),
                    ],
                }).ConfigureAwait(false);
                stack.ProvisioningTaskCompletionSource!.TrySetResult();
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                stack.ProvisioningTaskCompletionSource!.TrySetCanceled(cancellationToken);
            }
            // Whatever went wrong is the resource's state; those who wait for its outputs get the reason.
#pragma warning disable CA1031
            catch (Exception exception)
#pragma warning restore CA1031
            {
                logger.LogError("Error provisioning {ResourceName}: {Reason}", stack.Name, exception.Message);
                await PublishAsync(stack, Failed, KnownResourceStateStyles.Error).ConfigureAwait(false);
                stack.ProvisioningTaskCompletionSource!.TrySetException(exception);
            }
        }
    }

    private Task PublishAsync(StackResource stack, string state, string style) =>
        notifications.PublishUpdateAsync(stack, s => s with { State = new ResourceStateSnapshot(state, style) });
}
