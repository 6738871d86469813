using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Orchestrator;

/// <summary>Start, stop and restart of everything that runs as a process or container.</summary>
internal static class LifecycleCommands
{
    /// <summary>Names the resources' DCP objects and adds the commands where that has not been done yet.</summary>
    public static void AddTo(DistributedApplicationModel model)
    {
        foreach (var resource in model.Resources.Where(resource => resource.RunsInDcp() && !resource.HasAnnotationOfType<DcpInstanceAnnotation>()))
        {
            resource.Annotations.Add(new DcpInstanceAnnotation(resource.Name));
            Add(resource);
        }
    }

    private static void Add(IResource resource)
    {
        resource.Annotations.Add(Command(
            KnownResourceCommands.StartCommand, "Start", "Play", "Start this resource", "started",
            state => IsStopped(state) || state == KnownResourceStates.Waiting ? ResourceCommandState.Enabled
                : IsBetween(state) ? ResourceCommandState.Disabled : ResourceCommandState.Hidden,
            (orchestrator, context) => orchestrator.StartResourceAsync(context.ResourceName, context.CancellationToken)));
        resource.Annotations.Add(Command(
            KnownResourceCommands.StopCommand, "Stop", "Stop", "Stop this resource", "stopped",
            state => state == KnownResourceStates.Stopping ? ResourceCommandState.Disabled
                : IsStopped(state) || IsBetween(state) || state == KnownResourceStates.Waiting ? ResourceCommandState.Hidden : ResourceCommandState.Enabled,
            (orchestrator, context) => orchestrator.StopResourceAsync(context.ResourceName, context.CancellationToken)));
        resource.Annotations.Add(Command(
            KnownResourceCommands.RestartCommand, "Restart", "ArrowCounterclockwise", "Restart this resource", "restarted",
            state => IsStopped(state) || IsBetween(state) || state == KnownResourceStates.Waiting || state == KnownResourceStates.Stopping ? ResourceCommandState.Disabled : ResourceCommandState.Enabled,
            async (orchestrator, context) =>
            {
                await orchestrator.StopResourceAsync(context.ResourceName, context.CancellationToken).ConfigureAwait(false);
                await orchestrator.StartResourceAsync(context.ResourceName, context.CancellationToken).ConfigureAwait(false);
            }));

        ResourceCommandAnnotation Command(
            string name, string displayName, string icon, string description, string done,
            Func<string?, ResourceCommandState> state, Func<ApplicationOrchestrator, ExecuteCommandContext, Task> execute) =>
            new(
                name,
                displayName,
                async context =>
                {
                    await execute(context.Services.GetRequiredService<ApplicationOrchestrator>(), context).ConfigureAwait(false);
                    return CommandResults.Success($"Resource '{resource.Name}' {done}.");
                },
                new CommandOptions
                {
                    Description = description,
                    IconName = icon,
                    IconVariant = name == KnownResourceCommands.RestartCommand ? IconVariant.Regular : IconVariant.Filled,
                    IsHighlighted = name != KnownResourceCommands.RestartCommand,
                    UpdateState = context => state(context.ResourceSnapshot.State?.Text),
                });
    }

    private static bool IsStopped(string? state) =>
        KnownResourceStates.TerminalStates.Contains(state) || state == KnownResourceStates.NotStarted || state is "Unknown";

    private static bool IsBetween(string? state) =>
        string.IsNullOrEmpty(state) || state == KnownResourceStates.Starting || state == KnownResourceStates.Building || state == KnownResourceStates.RuntimeUnhealthy;
}
