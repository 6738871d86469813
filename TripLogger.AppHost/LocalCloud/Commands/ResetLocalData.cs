using Microsoft.Extensions.DependencyInjection;

namespace TripLogger.AppHost.LocalCloud.Commands;

/// <summary>Deletes the emulators' data while they are stopped, starts them again and provisions the stack.</summary>
/// <param name="stack">The stack.</param>
/// <param name="cloud">Knows where the data is.</param>
/// <param name="emulators">Those who keep data.</param>
/// <param name="api">Who caches the user pool's keys.</param>
internal sealed class ResetLocalData(LocalStackResource stack, LocalCloudBuilder cloud, IReadOnlyList<IResource> emulators, IResource api)
{
    public async Task<ExecuteCommandResult> ExecuteAsync(ExecuteCommandContext context)
    {
        var notifications = context.Services.GetRequiredService<ResourceNotificationService>();
        var commands = context.Services.GetRequiredService<ResourceCommandService>();
        var cancellationToken = context.CancellationToken;

        IReadOnlyList<IResource> all = [api, .. emulators];
        await Task.WhenAll(all.Select(StopAsync));
        foreach (var folder in cloud.DataFolders.Where(Directory.Exists))
        {
            Directory.Delete(folder, recursive: true);
            Directory.CreateDirectory(folder);
        }

        await Task.WhenAll(emulators.Select(StartAsync));
        await LocalStackLifecycle.ProvisionAgainAsync(stack, cloud.ResetHint, context.Logger, cancellationToken);
        await StartAsync(api);
        return CommandResults.Success("All local users, profiles and trips are gone. Sign up again, or use Seed demo data.");

        async Task StopAsync(IResource resource)
        {
            if (!notifications.TryGetCurrentState(resource.Name, out var state) || !KnownResourceStates.TerminalStates.Contains(state.Snapshot.State?.Text))
            {
                await RunAsync(resource, KnownResourceCommands.StopCommand);
                await notifications.WaitForResourceAsync(resource.Name, KnownResourceStates.TerminalStates, cancellationToken);
            }
        }

        async Task StartAsync(IResource resource)
        {
            await RunAsync(resource, KnownResourceCommands.StartCommand);
            await notifications.WaitForResourceHealthyAsync(resource.Name, cancellationToken);
        }

        async Task RunAsync(IResource resource, string command)
        {
            var result = await commands.ExecuteCommandAsync(resource, command, cancellationToken);
            if (!result.Success)
            {
                throw new LocalCloudException($"{resource.Name} did not {command}: {result.Message} Stop the AppHost and start it again.");
            }
        }
    }
}
