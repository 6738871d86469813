using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Dcp;

/// <summary>Creates, ends and follows the processes and containers of the application's resources.</summary>
internal sealed class DcpExecutor(
    DcpHost host,
    ResourceNotificationService notifications,
    ResourceLoggerService loggers,
    DistributedApplicationExecutionContext executionContext,
    IOptions<DcpOptions> options,
    ILogger<DcpExecutor> logger)
{
    private readonly Dictionary<string, Workload> _workloads = [];

    /// <summary>Told when a process or container has ended.</summary>
    public event Func<Workload, Task>? Stopped;

    public IReadOnlyCollection<Workload> Workloads => _workloads.Values;

    public void Prepare(DistributedApplicationModel model)
    {
        foreach (var resource in model.Resources.Where(resource => resource.RunsInDcp()))
        {
            var workload = new Workload(resource, resource.GetResolvedName());
            _workloads.Add(workload.Name, workload);
        }
    }

    public Task AllocateEndpointsAsync(CancellationToken cancellationToken) =>
        new EndpointAllocator(host.Client, options.Value.RandomizePorts).AllocateAsync(_workloads.Values, cancellationToken);

    /// <summary>Follows states and logs until it is cancelled.</summary>
    public Task FollowAsync(CancellationToken cancellationToken)
    {
        List<Task> following = [FollowAsync<DcpExecutable>(cancellationToken)];
        if (_workloads.Values.Any(workload => workload.IsContainer))
        {
            following.Add(FollowAsync<DcpContainer>(cancellationToken));
        }

        return Task.WhenAll(following);
    }

    /// <summary>Creates the process or container.</summary>
    /// <exception cref="DistributedApplicationException">One of its endpoints could not be allocated.</exception>
    public async Task CreateAsync(Workload workload, CancellationToken cancellationToken)
    {
        foreach (var (endpoint, _) in workload.Endpoints)
        {
            // Allocated by now, or it throws the reason why not.
            await endpoint.AllAllocatedEndpoints.GetAllocatedEndpointAsync(endpoint.DefaultNetworkID, cancellationToken).ConfigureAwait(false);
        }

        var configuration = await ExecutionConfiguration.CreateAsync(workload.Resource, executionContext, loggers.GetLogger(workload.Resource), cancellationToken).ConfigureAwait(false);
        workload.ArgumentCount = configuration.Args.Count;
        var metadata = new DcpMetadata
        {
            Name = workload.Name,
            Annotations = new()
            {
                ["resource-name"] = workload.Resource.Name,
                ["service-producer"] = JsonSerializer.Serialize(
                    workload.Endpoints.Select(e => new DcpServiceProducer(e.Service, workload.IsContainer ? null : KnownHostNames.Localhost, e.Endpoint.TargetPort)), DcpJson.Options),
            },
        };
        if (workload.IsContainer)
        {
            await host.Client.CreateAsync(new DcpContainer { Metadata = metadata, Spec = ContainerSpec.Create(workload, configuration) }, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await host.Client.CreateAsync(new DcpExecutable { Metadata = metadata, Spec = ExecutableSpec.Create(workload, configuration) }, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Ends the process or container and returns when it has ended.</summary>
    public async Task StopAsync(Workload workload, CancellationToken cancellationToken)
    {
        await (workload.IsContainer
            ? host.Client.StopAsync<DcpContainer>(workload.Name, cancellationToken)
            : host.Client.StopAsync<DcpExecutable>(workload.Name, cancellationToken)).ConfigureAwait(false);
        await notifications.WaitForResourceAsync(workload.Resource.Name, KnownResourceStates.TerminalStates, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Removes what is left of the process or container, so that it can be created again.</summary>
    public Task DeleteAsync(Workload workload, CancellationToken cancellationToken) => workload.IsContainer
        ? DeleteAsync<DcpContainer>(workload, cancellationToken)
        : DeleteAsync<DcpExecutable>(workload, cancellationToken);

    private async Task DeleteAsync<T>(Workload workload, CancellationToken cancellationToken)
        where T : DcpObject, IDcpKind
    {
        if (await host.Client.FindAsync<T>(workload.Name, cancellationToken).ConfigureAwait(false) is { Metadata.Uid: { } uid })
        {
            workload.Deleted.TryAdd(uid, default);
            await host.Client.DeleteAsync<T>(workload.Name, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task FollowAsync<T>(CancellationToken cancellationToken)
        where T : DcpObject, IDcpKind, IDcpWorkload
    {
        await foreach (var change in host.Client.WatchAsync<T>(cancellationToken).ConfigureAwait(false))
        {
            if (change.IsDeletion || !_workloads.TryGetValue(change.Object.Metadata.Name, out var workload))
            {
                continue;
            }

            if (workload.FollowedUid != change.Object.Metadata.Uid)
            {
                workload.FollowedUid = change.Object.Metadata.Uid;
                foreach (var source in (string[])["stdout", "stderr", "system"])
                {
                    _ = FollowLogAsync<T>(workload, source, cancellationToken);
                }
            }

            await PublishAsync(workload, change.Object).ConfigureAwait(false);
        }
    }

    private async Task PublishAsync(Workload workload, IDcpWorkload item)
    {
        string? previousState = null;
        string? state = null;
        await notifications.PublishUpdateAsync(workload.Resource, workload.Name, previous =>
        {
            // Asked here, where nothing can come between: the next one's state may have been published meanwhile.
            var isPast = item.Metadata.Uid is { } uid && workload.Deleted.ContainsKey(uid);
            var next = isPast ? previous : WorkloadSnapshot.Update(previous, workload, item);
            (previousState, state) = (previous.State?.Text, next.State?.Text);
            return next;
        }).ConfigureAwait(false);

        if (state == previousState)
        {
            return;
        }

        if (state == KnownResourceStates.RuntimeUnhealthy)
        {
            const string Cure = "No container engine answers: start Docker or Podman, then start this resource again.";
            loggers.GetLogger(workload.Resource).LogError(Cure);
            logger.LogError("'{ResourceName}' can't be started. {Cure}", workload.Resource.Name, Cure);
        }

        if (KnownResourceStates.TerminalStates.Contains(state) && !KnownResourceStates.TerminalStates.Contains(previousState) && Stopped is { } stopped)
        {
            await stopped(workload).ConfigureAwait(false);
        }
    }

    private async Task FollowLogAsync<T>(Workload workload, string source, CancellationToken cancellationToken)
        where T : DcpObject, IDcpKind
    {
        try
        {
            await foreach (var line in host.Client.FollowLogAsync<T>(workload.Name, source, cancellationToken).ConfigureAwait(false))
            {
                var (text, isError) = source is "system" ? SystemLog.Read(line) : (line, source is "stderr");
                loggers.AddLine(workload.Name, text, isError);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            // The resource was deleted, or DCP has ended.
            logger.LogDebug(exception, "The log {Source} of {Resource} ended.", source, workload.Name);
        }
    }
}
