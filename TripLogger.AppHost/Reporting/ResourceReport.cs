namespace TripLogger.AppHost.Reporting;

/// <summary>Something to tell.</summary>
/// <param name="Cause">The resource that it is about.</param>
/// <param name="Condition">How that one is.</param>
/// <param name="Affected">Those that wait for it and are not there either.</param>
internal sealed record Finding(WatchedResource Cause, ResourceCondition Condition, IReadOnlyList<string> Affected);

/// <summary>
/// Decides what is worth telling: causes, once each, with their consequences; and nothing that somebody wanted.
/// </summary>
/// <param name="model">The resources, and who waits for whom.</param>
/// <param name="time">The clock.</param>
/// <param name="patience">For how long a resource may run without being healthy.</param>
internal sealed class ResourceReport(DistributedApplicationModel model, TimeProvider time, TimeSpan patience)
{
    /// <summary>Ctrl+C reaches the programs that we started too: one that ends because of it is told about before we know that all is to end.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, WatchedResource> _resources = model.Resources
        .ToDictionary(resource => resource.Name, resource => new WatchedResource(resource, model.Resources.Any(other => AwaitsEnd(other, resource))));

    /// <summary>The resources as they are now, in the model's order; without those that the dashboard hides.</summary>
    public IReadOnlyList<WatchedResource> Resources => [.. model.Resources.Select(resource => _resources[resource.Name]).Where(IsShown)];

    /// <summary>Whether everything that starts by itself is there.</summary>
    public bool IsReady => Resources.Where(watched => watched.Resource.StartsByItself()).All(watched => watched.Condition == ResourceCondition.Good);

    /// <summary>
    /// Whether something without which nothing works failed, or can't come any more. Why, has been told then. (Aspire lets
    /// those wait for ever that wait for a program which ends after its start and before it is healthy.)
    /// </summary>
    public bool IsHopeless => Resources.Where(watched => watched.Resource.Annotations.OfType<EndsAppHostAnnotation>().Any()).Any(watched =>
        HasEnded(watched) || (watched.Condition == ResourceCondition.Coming && watched.Resource.Dependencies().Any(dependency => HasEnded(_resources[dependency.Name]))));

    /// <summary>Takes over what has changed.</summary>
    /// <returns>The resource, when it had been told as not healthy and is so again; else null.</returns>
    public WatchedResource? Update(IResource resource, CustomResourceSnapshot snapshot)
    {
        if (!_resources.TryGetValue(resource.Name, out var watched))
        {
            return null;
        }

        var wasTold = watched.IsTold;
        return watched.Update(snapshot, time.GetUtcNow()) == ResourceCondition.Unwell && wasTold && watched.Condition == ResourceCondition.Good ? watched : null;
    }

    /// <summary>What is to be told now, and was not told yet.</summary>
    public IReadOnlyList<Finding> Look()
    {
        var findings = Resources.Where(watched => !watched.IsTold && IsDue(watched) && !IsConsequence(watched)).Select(Find).ToArray();
        foreach (var finding in findings)
        {
            finding.Cause.IsTold = true;
        }

        return findings;
    }

    private Finding Find(WatchedResource cause) => new(cause, cause.Condition, [.. model.Dependants(cause.Resource)
        .Where(dependant => dependant.StartsByItself())
        .Select(dependant => _resources[dependant.Name])
        .Where(dependant => dependant.Condition is not (ResourceCondition.Good or ResourceCondition.Stopped))
        .Select(dependant => dependant.Name)]);

    private bool IsDue(WatchedResource watched) => watched.Condition switch
    {
        ResourceCondition.Unwell => time.GetUtcNow() - watched.Since >= patience,
        ResourceCondition.Ended or ResourceCondition.Failed => time.GetUtcNow() - watched.Since >= Settling,
        _ => false,
    };

    private bool HasEnded(WatchedResource watched) => watched.Condition is ResourceCondition.Ended or ResourceCondition.Failed && IsDue(watched);

    /// <summary>Whether something that it waits for is not well itself: that is what must be told.</summary>
    private bool IsConsequence(WatchedResource watched) => watched.Resource.Dependencies().Any(dependency =>
        _resources[dependency.Name].Condition is ResourceCondition.Unwell or ResourceCondition.Ended or ResourceCondition.Failed or ResourceCondition.Stopped);

    private static bool AwaitsEnd(IResource other, IResource resource) =>
        other.Annotations.OfType<WaitAnnotation>().Any(wait => wait.Resource == resource && wait.WaitType == WaitType.WaitForCompletion);

    private static bool IsShown(WatchedResource watched) =>
        watched.Snapshot?.IsHidden is not true && watched.Name != ReadyBlock.AspireDashboard;
}
