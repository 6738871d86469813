using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dcp;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestrator;

/// <summary>Leads every resource from its first state to running, telling events on the way.</summary>
internal sealed class ApplicationOrchestrator : IDisposable
{
    private readonly DcpExecutor _executor;
    private readonly DistributedApplicationModel _model;
    private readonly ResourceNotificationService _notifications;
    private readonly ResourceLoggerService _loggers;
    private readonly IDistributedApplicationEventing _eventing;
    private readonly DistributedApplicationExecutionContext _executionContext;
    private readonly IServiceProvider _services;
    private readonly CancellationTokenSource _stopping = new();
    private Task _following = Task.CompletedTask;

    public ApplicationOrchestrator(
        DcpExecutor executor,
        DistributedApplicationModel model,
        ResourceNotificationService notifications,
        ResourceLoggerService loggers,
        IDistributedApplicationEventing eventing,
        DistributedApplicationExecutionContext executionContext,
        IServiceProvider services)
    {
        _executor = executor;
        _model = model;
        _notifications = notifications;
        _loggers = loggers;
        _eventing = eventing;
        _executionContext = executionContext;
        _services = services;

        _executor.Stopped += TellStoppedAsync;
        _eventing.Subscribe<ResourceEndpointsAllocatedEvent>((e, token) => ResourceUrls.PublishAsync(e.Resource, _executionContext, _loggers, _notifications, token));
        _eventing.Subscribe<BeforeResourceStartedEvent>(WaitForDependenciesAsync);
    }

    /// <summary>Starts all resources that start by themselves and returns when they have been created or have failed.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
        var running = linked.Token;
        LifecycleCommands.AddTo(_model);
        _executor.Prepare(_model);
        foreach (var resource in _model.Resources)
        {
            await PublishInitialStateAsync(resource).ConfigureAwait(false);
        }

        // Those who initialize a resource of their own go on as long as the application runs.
        foreach (var resource in _model.Resources)
        {
            _ = InitializeAsync(resource, _stopping.Token);
        }

        _following = _executor.FollowAsync(_stopping.Token);
        await _executor.AllocateEndpointsAsync(running).ConfigureAwait(false);
        await Task.WhenAll(_executor.Workloads.Select(workload => StartWithEndpointsAsync(workload, running))).ConfigureAwait(false);
        await _eventing.PublishAsync(new AfterResourcesCreatedEvent(_services, _model), running).ConfigureAwait(false);
    }

    public async Task StopAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _stopping.Dispose();

    /// <summary>Starts a resource that has ended or has not been started. One that waits for others no longer does.</summary>
    public async Task StartResourceAsync(string resourceId, CancellationToken cancellationToken)
    {
        var workload = Find(resourceId);
        var isWaiting = false;
        await _notifications.PublishUpdateAsync(workload.Resource, s =>
        {
            isWaiting = s.State?.Text == KnownResourceStates.Waiting;
            return isWaiting ? s with { State = KnownResourceStates.Starting } : s;
        }).ConfigureAwait(false);
        if (!isWaiting)
        {
            await _executor.DeleteAsync(workload, cancellationToken).ConfigureAwait(false);
            await StartAsync(workload, cancellationToken).ConfigureAwait(false);
        }
    }

    public Task StopResourceAsync(string resourceId, CancellationToken cancellationToken) =>
        _executor.StopAsync(Find(resourceId), cancellationToken);

    private Workload Find(string resourceId) => _executor.Workloads.FirstOrDefault(workload => workload.Name == resourceId)
        ?? throw new InvalidOperationException($"Resource '{resourceId}' not found.");

    private Task PublishInitialStateAsync(IResource resource)
    {
        var relationships = resource.Annotations.OfType<ResourceRelationshipAnnotation>().Select(r => (r.Resource, r.Type));
        if (resource is IResourceWithParent { Parent: var parent })
        {
            relationships = relationships.Prepend((parent, KnownRelationshipTypes.Parent));
        }

        var all = relationships.Distinct().ToArray();
        return _notifications.PublishUpdateAsync(resource, s =>
        {
            var next = s with
            {
                Relationships = [.. s.Relationships, .. all.Select(r => new RelationshipSnapshot(r.Resource.Name, r.Type))],
                Urls = [.. s.Urls, .. WorkloadSnapshot.Urls(resource, isRunning: !resource.RunsInDcp())],
                HealthReports = InitialHealthReports(resource),
            };
            return all.LastOrDefault(r => r.Type == KnownRelationshipTypes.Parent) is { Resource: { } shownUnder }
                ? next.WithProperty(new(KnownProperties.ParentName, shownUnder.GetResolvedName()))
                : next;
        });
    }

    private static ImmutableArray<HealthReportSnapshot> InitialHealthReports(IResource resource) =>
        resource.TryGetAnnotationsIncludingAncestorsOfType<HealthCheckAnnotation>(out var checks)
            ? [.. checks.Select(check => new HealthReportSnapshot(check.Key, Status: null, Description: null, ExceptionText: null))]
            : [];

    private async Task InitializeAsync(IResource resource, CancellationToken cancellationToken)
    {
        try
        {
            await _eventing.PublishAsync(
                new InitializeResourceEvent(resource, _eventing, _loggers, _notifications, _services), EventDispatchBehavior.BlockingConcurrent, cancellationToken).ConfigureAwait(false);
        }
        // Foreign code: the others must live on.
#pragma warning disable CA1031
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            await FailAsync(resource, exception).ConfigureAwait(false);
        }
    }

    private async Task StartWithEndpointsAsync(Workload workload, CancellationToken cancellationToken)
    {
        await GuardAsync(
            workload.Resource,
            () => _eventing.PublishAsync(new ResourceEndpointsAllocatedEvent(workload.Resource, _services), cancellationToken),
            then: () => workload.Resource.HasAnnotationOfType<ExplicitStartupAnnotation>()
                ? _notifications.PublishUpdateAsync(workload.Resource, s => s with { State = KnownResourceStates.NotStarted })
                : StartAsync(workload, cancellationToken),
            cancellationToken).ConfigureAwait(false);
    }

    private Task StartAsync(Workload workload, CancellationToken cancellationToken) => GuardAsync(
        workload.Resource,
        async () =>
        {
            await _notifications.PublishUpdateAsync(workload.Resource, s => s with
            {
                State = KnownResourceStates.Starting,
                ExitCode = null,
                HealthReports = InitialHealthReports(workload.Resource),
                ResourceReadyEvent = null,
            }).ConfigureAwait(false);
            await _eventing.PublishAsync(new BeforeResourceStartedEvent(workload.Resource, _services), cancellationToken).ConfigureAwait(false);
        },
        then: async () =>
        {
            await _notifications.PublishUpdateAsync(workload.Resource, s => s.State?.Text == KnownResourceStates.Waiting ? s with { State = KnownResourceStates.Starting } : s).ConfigureAwait(false);
            await _executor.CreateAsync(workload, cancellationToken).ConfigureAwait(false);
        },
        cancellationToken);

    /// <summary>What goes wrong with one resource is told by its state and its log; the others live on.</summary>
    private async Task GuardAsync(IResource resource, Func<Task> first, Func<Task> then, CancellationToken cancellationToken)
    {
        try
        {
            await first().ConfigureAwait(false);
            await then().ConfigureAwait(false);
        }
        // Foreign code runs here: events, callbacks of environment and arguments.
#pragma warning disable CA1031
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            await FailAsync(resource, exception).ConfigureAwait(false);
        }
    }

    private async Task FailAsync(IResource resource, Exception exception)
    {
        // A sentence for the developer; everything else is a bug that needs its stack trace.
        var unexpected = exception is DistributedApplicationException ? null : exception;
        _loggers.GetLogger(resource).LogError(unexpected, "{Reason}", exception.Message);
        await _notifications.PublishUpdateAsync(resource, s => s with { State = new(KnownResourceStates.FailedToStart, KnownResourceStateStyles.Error) }).ConfigureAwait(false);
    }

    /// <summary>Waits until the dependencies are there, or until someone starts the resource nevertheless.</summary>
    private async Task WaitForDependenciesAsync(BeforeResourceStartedEvent @event, CancellationToken cancellationToken)
    {
        if (!@event.Resource.HasAnnotationOfType<WaitAnnotation>())
        {
            return;
        }

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var wasWaiting = false;
        var released = _notifications.WaitForResourceAsync(
            @event.Resource.Name,
            e =>
            {
                var isWaiting = e.Snapshot.State?.Text == KnownResourceStates.Waiting;
                var isReleased = wasWaiting && !isWaiting;
                wasWaiting |= isWaiting;
                return isReleased;
            },
            ending.Token);
        var dependencies = _notifications.WaitForDependenciesAsync(@event.Resource, ending.Token);
        var first = await Task.WhenAny(dependencies, released).ConfigureAwait(false);
        await ending.CancelAsync().ConfigureAwait(false);
        await first.ConfigureAwait(false);
    }

    private async Task TellStoppedAsync(Workload workload)
    {
        if (_notifications.TryGetCurrentState(workload.Name, out var state))
        {
            await _eventing.PublishAsync(new ResourceStoppedEvent(workload.Resource, _services, state), EventDispatchBehavior.NonBlockingConcurrent, _stopping.Token).ConfigureAwait(false);
        }
    }
}
