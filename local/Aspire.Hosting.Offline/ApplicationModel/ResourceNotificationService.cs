using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Keeps the resources' states, tells changes and waits for them.</summary>
public class ResourceNotificationService : IDisposable
{
    private readonly ConcurrentDictionary<string, Entry> _entries = new(ResourceNames.Comparer);
    private readonly ILogger<ResourceNotificationService> _logger;
    private readonly ResourceLoggerService _loggers;
    private readonly IServiceProvider _services;
    private readonly WaitBehavior _defaultWaitBehavior;
    private readonly CancellationTokenSource _disposing = new();
    private ImmutableList<ChannelWriter<ResourceEvent>> _watchers = [];

    /// <summary>Creates the service.</summary>
    public ResourceNotificationService(ILogger<ResourceNotificationService> logger, IHostApplicationLifetime hostApplicationLifetime, IServiceProvider serviceProvider, ResourceLoggerService resourceLoggerService)
    {
        _ = hostApplicationLifetime;
        _logger = logger ?? throw new ArgumentNullException(nameof(logger));
        _loggers = resourceLoggerService ?? throw new ArgumentNullException(nameof(resourceLoggerService));
        _services = serviceProvider ?? throw new ArgumentNullException(nameof(serviceProvider));
        _defaultWaitBehavior = serviceProvider.GetService<IOptions<ResourceNotificationServiceOptions>>()?.Value.DefaultWaitBehavior
            ?? WaitBehavior.StopOnResourceUnavailable;
    }

    /// <summary>Waits until the resource is in a state; <see cref="KnownResourceStates.Running"/> by default.</summary>
    /// <exception cref="OperationCanceledException">The token came first. The message tells the resource's state.</exception>
    public Task WaitForResourceAsync(string resourceName, string? targetState = null, CancellationToken cancellationToken = default) =>
        WaitForResourceAsync(resourceName, [string.IsNullOrEmpty(targetState) ? KnownResourceStates.Running : targetState], cancellationToken);

    /// <summary>Waits until the resource is in one of the states and tells in which.</summary>
    /// <exception cref="OperationCanceledException">The token came first. The message tells the resource's state.</exception>
    public async Task<string> WaitForResourceAsync(string resourceName, IEnumerable<string> targetStates, CancellationToken cancellationToken = default)
    {
        var states = targetStates.ToArray();
        var found = await WaitAsync(
            resourceName,
            e => states.Contains(e.Snapshot.State?.Text, StringComparer.OrdinalIgnoreCase),
            $"Resource '{resourceName}' failed to reach one of the target states: [{string.Join(", ", states)}] before the operation was cancelled.",
            cancellationToken).ConfigureAwait(false);
        return found.Snapshot.State!.Text;
    }

    /// <summary>Waits until something is true for the resource.</summary>
    /// <exception cref="OperationCanceledException">The token came first. The message tells the resource's state.</exception>
    public Task<ResourceEvent> WaitForResourceAsync(string resourceName, Func<ResourceEvent, bool> predicate, CancellationToken cancellationToken = default) =>
        WaitAsync(resourceName, predicate, $"Resource '{resourceName}' failed to meet the predicate condition before the operation was cancelled.", cancellationToken);

    /// <summary>Waits until the resource is healthy and those who wanted to know that have been told.</summary>
    /// <exception cref="OperationCanceledException">The token came first. The message tells the resource's state.</exception>
    /// <exception cref="DistributedApplicationException">It became unavailable and the application's default is not to wait longer.</exception>
    public Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, CancellationToken cancellationToken = default) =>
        WaitForResourceHealthyAsync(resourceName, _defaultWaitBehavior, cancellationToken);

    /// <summary>Waits until the resource is healthy and those who wanted to know that have been told.</summary>
    /// <exception cref="OperationCanceledException">The token came first. The message tells the resource's state.</exception>
    /// <exception cref="DistributedApplicationException">It does not exist or became unavailable, with <see cref="WaitBehavior.StopOnResourceUnavailable"/>.</exception>
    public async Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, WaitBehavior waitBehavior, CancellationToken cancellationToken = default)
    {
        if (waitBehavior is WaitBehavior.StopOnResourceUnavailable
            && !TryGetCurrentState(resourceName, out _)
            && _services.GetService<DistributedApplicationModel>() is { } model
            && !model.Resources.TryGetByName(resourceName, out _))
        {
            throw new DistributedApplicationException($"Stopped waiting for resource '{resourceName}' to become healthy because it does not exist in the application model.");
        }

        var found = await WaitAsync(
            resourceName,
            e => e.Snapshot.HealthStatus is HealthStatus.Healthy || (waitBehavior is WaitBehavior.StopOnResourceUnavailable && IsUnavailable(e.Snapshot)),
            $"Resource '{resourceName}' failed to become healthy before the operation was cancelled.",
            cancellationToken).ConfigureAwait(false);
        if (found.Snapshot.HealthStatus is not HealthStatus.Healthy)
        {
            throw new DistributedApplicationException($"Stopped waiting for resource '{resourceName}' to become healthy because it failed to start.");
        }

        return await WaitUntilReadyAsync(resourceName, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits for everything that the resource is declared to wait for.</summary>
    /// <exception cref="OperationCanceledException">The token came first. The message tells the resource's state.</exception>
    /// <exception cref="DistributedApplicationException">One of them can't be had.</exception>
    public async Task WaitForDependenciesAsync(IResource resource, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(resource);
        var waits = resource.Annotations.OfType<WaitAnnotation>().ToArray();
        if (waits is [])
        {
            return;
        }

        var pending = waits.Select(wait => wait.Resource.GetResolvedName()).ToList();
        await PublishWaitingAsync().ConfigureAwait(false);
        try
        {
            await Task.WhenAll(waits.Select(async wait =>
            {
                await WaitForDependencyAsync(resource, wait, cancellationToken).ConfigureAwait(false);
                lock (pending)
                {
                    pending.Remove(wait.Resource.GetResolvedName());
                }

                await PublishWaitingAsync().ConfigureAwait(false);
            })).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception)
        {
            throw new OperationCanceledException(
                Describe($"Resource '{resource.Name}' failed to wait for dependencies before the operation was cancelled.", resource.Name), exception, exception.CancellationToken);
        }

        Task PublishWaitingAsync()
        {
            string[] names;
            lock (pending)
            {
                names = [.. pending.Distinct()];
            }

            return PublishUpdateAsync(resource, s => names is []
                ? s.WithoutProperty(KnownProperties.WaitingFor)
                : s.State?.Text is null or nameof(KnownResourceStates.NotStarted) or nameof(KnownResourceStates.Starting) or nameof(KnownResourceStates.Waiting)
                    ? (s with { State = KnownResourceStates.Waiting }).WithProperty(new(KnownProperties.WaitingFor, names))
                    : s);
        }
    }

    /// <summary>All changes; first the present state of every resource.</summary>
    public async IAsyncEnumerable<ResourceEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var channel = Channel.CreateUnbounded<ResourceEvent>();
        ImmutableInterlocked.Update(ref _watchers, watchers => watchers.Add(channel.Writer));
        try
        {
            // What happens between the subscription and the replay comes twice: the version tells.
            var replayed = new Dictionary<string, long>(ResourceNames.Comparer);
            foreach (var (resourceId, entry) in _entries)
            {
                if (entry.Snapshot is { } snapshot)
                {
                    replayed[resourceId] = snapshot.Version;
                    yield return new ResourceEvent(entry.Resource, resourceId, snapshot);
                }
            }

            using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposing.Token);
            await foreach (var change in channel.Reader.ReadAllAsync(linked.Token).ConfigureAwait(false))
            {
                if (!replayed.TryGetValue(change.ResourceId, out var version) || change.Snapshot.Version > version)
                {
                    yield return change;
                }
            }
        }
        finally
        {
            ImmutableInterlocked.Update(ref _watchers, watchers => watchers.Remove(channel.Writer));
        }
    }

    /// <summary>The resource's present state, by its unique id or its name.</summary>
    public bool TryGetCurrentState(string resourceId, [NotNullWhen(true)] out ResourceEvent? resourceEvent)
    {
        var (id, entry) = _entries.TryGetValue(resourceId, out var byId)
            ? (resourceId, byId)
            : _entries.Where(e => ResourceNames.Comparer.Equals(e.Value.Resource.Name, resourceId)).Select(e => (e.Key, e.Value)).FirstOrDefault();
        resourceEvent = entry?.Snapshot is { } snapshot ? new ResourceEvent(entry.Resource, id, snapshot) : null;
        return resourceEvent is not null;
    }

    /// <summary>Changes the resource's state.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="stateFactory">Makes the new state of the present one. Must not have side effects.</param>
    public Task PublishUpdateAsync(IResource resource, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return PublishUpdateAsync(resource, resource.GetResolvedName(), stateFactory);
    }

    /// <summary>Changes the resource's state.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="resourceId">The unique id under which it is kept.</param>
    /// <param name="stateFactory">Makes the new state of the present one. Must not have side effects.</param>
    public Task PublishUpdateAsync(IResource resource, string resourceId, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        ArgumentNullException.ThrowIfNull(stateFactory);
        var entry = _entries.GetOrAdd(resourceId, _ => new Entry(resource));
        if (entry.Resource != resource)
        {
            throw new InvalidOperationException($"The resource id '{resourceId}' belongs to another resource already.");
        }

        lock (entry)
        {
            var previous = entry.Snapshot;
            var next = stateFactory(previous ?? InitialSnapshot(resource));
            if (next.State?.Text != KnownResourceStates.Waiting)
            {
                next = next.WithoutProperty(KnownProperties.WaitingFor);
            }

            next = WithAnnotations(resource, next);
            if (previous?.ContentEquals(next) is true)
            {
                return Task.CompletedTask;
            }

            entry.Snapshot = next = next with { Version = (previous?.Version ?? 0) + 1 };
            if (previous?.State?.Text != next.State?.Text)
            {
                _logger.LogDebug("Resource {ResourceId} changed state: {PreviousState} -> {State}", resourceId, previous?.State?.Text, next.State?.Text);
            }

            var change = new ResourceEvent(resource, resourceId, next);
            foreach (var watcher in _watchers)
            {
                watcher.TryWrite(change);
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _disposing.Cancel();
        GC.SuppressFinalize(this);
    }

    private static CustomResourceSnapshot InitialSnapshot(IResource resource) =>
        resource.TryGetLastAnnotation<ResourceSnapshotAnnotation>(out var annotation)
            ? annotation.InitialSnapshot
            : new CustomResourceSnapshot { ResourceType = resource.GetResourceType(), Properties = [] };

    private static bool IsUnavailable(CustomResourceSnapshot snapshot) =>
        KnownResourceStates.TerminalStates.Contains(snapshot.State?.Text) || snapshot.State?.Text == KnownResourceStates.RuntimeUnhealthy;

    private CustomResourceSnapshot WithAnnotations(IResource resource, CustomResourceSnapshot snapshot)
    {
        var context = new UpdateCommandStateContext { ResourceSnapshot = snapshot, Services = _services };
        var commands = resource.Annotations.OfType<ResourceCommandAnnotation>()
            .Select(c => new ResourceCommandSnapshot(c.Name, c.UpdateState(context), c.DisplayName, c.DisplayDescription, null, c.ConfirmationMessage, c.IconName, c.IconVariant, c.IsHighlighted) { Visibility = c.Visibility })
            .ToImmutableArray();
        var own = snapshot.Commands.Where(c => commands.All(annotated => annotated.Name != c.Name));
        resource.TryGetLastAnnotation<ResourceIconAnnotation>(out var icon);
        return snapshot with
        {
            Commands = [.. own, .. commands],
            IconName = string.IsNullOrEmpty(snapshot.IconName) ? icon?.IconName : snapshot.IconName,
            IconVariant = snapshot.IconVariant ?? icon?.IconVariant,
            IsHidden = snapshot.IsHidden || resource.HasAnnotationOfType<HiddenAnnotation>(),
        };
    }

    private async Task WaitForDependencyAsync(IResource resource, WaitAnnotation wait, CancellationToken cancellationToken)
    {
        var logger = _loggers.GetLogger(resource);
        var dependency = wait.Resource.Name;
        if (wait.WaitType is WaitType.WaitForCompletion)
        {
            logger.LogInformation("Waiting for resource '{ResourceName}' to complete.", dependency);
            var ended = await WaitAsync(
                dependency,
                e => KnownResourceStates.TerminalStates.Contains(e.Snapshot.State?.Text) || e.Snapshot.ExitCode is not null,
                $"Resource '{dependency}' failed to reach a terminal state before the operation was cancelled.",
                cancellationToken).ConfigureAwait(false);
            FailIfNotStarted(ended.Snapshot);
            if (ended.Snapshot.ExitCode is { } exitCode && exitCode != wait.ExitCode)
            {
                Fail($"it entered the '{ended.Snapshot.State?.Text}' state with exit code '{exitCode}', expected '{wait.ExitCode}'");
            }
        }
        else
        {
            var stop = (wait.WaitBehavior ?? _defaultWaitBehavior) is WaitBehavior.StopOnResourceUnavailable;
            logger.LogInformation("Waiting for resource '{ResourceName}' to enter the '{State}' state.", dependency, KnownResourceStates.Running);
            var found = await WaitAsync(
                dependency,
                e => e.Snapshot.State?.Text == KnownResourceStates.Running || (stop && IsUnavailable(e.Snapshot)),
                $"Resource '{dependency}' failed to reach the 'Running' state before the operation was cancelled.",
                cancellationToken).ConfigureAwait(false);
            FailIfNotStarted(found.Snapshot);
            if (IsUnavailable(found.Snapshot))
            {
                Fail($"it entered the '{found.Snapshot.State?.Text}' state prematurely");
            }

            if (wait.WaitType is WaitType.WaitUntilHealthy)
            {
                await WaitUntilHealthyAsync(wait.Resource, stop).ConfigureAwait(false);
            }
        }

        logger.LogInformation("Finished waiting for resource '{ResourceName}'.", dependency);

        async Task WaitUntilHealthyAsync(IResource awaited, bool stop)
        {
            if (awaited.HasAnnotationOfType<HealthCheckAnnotation>())
            {
                logger.LogInformation("Waiting for resource '{ResourceName}' to become healthy.", dependency);
                var found = await WaitAsync(
                    dependency,
                    e => e.Snapshot.HealthStatus is HealthStatus.Healthy || (stop && IsUnavailable(e.Snapshot)),
                    $"Resource '{dependency}' failed to become healthy before the operation was cancelled.",
                    cancellationToken).ConfigureAwait(false);
                if (IsUnavailable(found.Snapshot))
                {
                    Fail($"it entered the '{found.Snapshot.State?.Text}' state before it was healthy");
                }
            }

            await WaitUntilReadyAsync(dependency, cancellationToken).ConfigureAwait(false);
        }

        void FailIfNotStarted(CustomResourceSnapshot snapshot)
        {
            if (snapshot.State?.Text == KnownResourceStates.FailedToStart)
            {
                Fail("it failed to start");
            }
        }

        [DoesNotReturn]
        void Fail(string reason) => throw new DistributedApplicationException(
            $"Resource '{resource.Name}' stopped waiting for dependency resource '{dependency}' because {reason}.");
    }

    private async Task<ResourceEvent> WaitUntilReadyAsync(string resourceName, CancellationToken cancellationToken)
    {
        var ready = await WaitAsync(
            resourceName,
            e => e.Snapshot.ResourceReadyEvent is not null,
            $"Resource '{resourceName}' failed to execute the resource ready event before the operation was cancelled.",
            cancellationToken).ConfigureAwait(false);
        await ready.Snapshot.ResourceReadyEvent!.WaitAsync(cancellationToken).ConfigureAwait(false);
        return ready;
    }

    private async Task<ResourceEvent> WaitAsync(string resourceName, Func<ResourceEvent, bool> predicate, string message, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var change in WatchAsync(cancellationToken).ConfigureAwait(false))
            {
                if (ResourceNames.Comparer.Equals(change.Resource.Name, resourceName) && predicate(change))
                {
                    return change;
                }
            }
        }
        catch (OperationCanceledException exception)
        {
            throw new OperationCanceledException(Describe(message, resourceName), exception, exception.CancellationToken);
        }

        throw new OperationCanceledException(Describe(message, resourceName));
    }

    /// <summary>Whoever waited in vain wants to know why.</summary>
    private string Describe(string message, string resourceName)
    {
        var text = new StringBuilder(message);
        if (!TryGetCurrentState(resourceName, out var state))
        {
            return text.AppendLine().Append(CultureInfo.InvariantCulture, $"Resource '{resourceName}' has no state yet.").ToString();
        }

        var snapshot = state.Snapshot;
        text.AppendLine().Append(CultureInfo.InvariantCulture, $"- Current State: {snapshot.State?.Text ?? "(null)"}");
        text.AppendLine().Append(CultureInfo.InvariantCulture, $"- Current Health: {snapshot.HealthStatus?.ToString() ?? "(null)"}");
        if (snapshot.ExitCode is { } exitCode)
        {
            text.AppendLine().Append(CultureInfo.InvariantCulture, $"- Exit Code: {exitCode}");
        }

        foreach (var report in snapshot.HealthReports)
        {
            text.AppendLine().Append(CultureInfo.InvariantCulture, $"- Health Report {report.Name}: {report.Status?.ToString() ?? "Unknown"} {report.Description} {report.ExceptionText}");
        }

        if (snapshot.Properties.FirstOrDefault(p => p.Name == KnownProperties.WaitingFor)?.Value is IEnumerable<string> names)
        {
            foreach (var name in names)
            {
                var found = TryGetCurrentState(name, out var dependency);
                text.AppendLine().Append(CultureInfo.InvariantCulture, $"- Waiting For {name}: {(found ? dependency!.Snapshot.State?.Text : null) ?? "(null)"}, {dependency?.Snapshot.HealthStatus?.ToString() ?? "(null)"}");
            }
        }

        return text.ToString();
    }

    private sealed class Entry(IResource resource)
    {
        public IResource Resource { get; } = resource;

        public CustomResourceSnapshot? Snapshot { get; set; }
    }
}

/// <summary>A resource's state after a change.</summary>
/// <param name="resource">The resource.</param>
/// <param name="resourceId">The unique id under which it is kept.</param>
/// <param name="snapshot">The state.</param>
public class ResourceEvent(IResource resource, string resourceId, CustomResourceSnapshot snapshot)
{
    /// <summary>The resource.</summary>
    public IResource Resource { get; } = resource;

    /// <summary>The unique id under which it is kept.</summary>
    public string ResourceId { get; } = resourceId;

    /// <summary>The state.</summary>
    public CustomResourceSnapshot Snapshot { get; } = snapshot;
}

/// <summary>How the application waits.</summary>
public sealed class ResourceNotificationServiceOptions
{
    /// <summary>What waiting does when the other resource can't be had, where nothing else is said.</summary>
    public WaitBehavior DefaultWaitBehavior { get; set; }
}
