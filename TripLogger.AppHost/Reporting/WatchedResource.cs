using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace TripLogger.AppHost.Reporting;

/// <summary>How a resource is.</summary>
internal enum ResourceCondition
{
    /// <summary>Not there yet: it waits for others, or starts. Or nobody has asked for it.</summary>
    Coming,

    /// <summary>It runs and is healthy, or was to end and has ended well.</summary>
    Good,

    /// <summary>It runs, or should, and is not healthy.</summary>
    Unwell,

    /// <summary>It was stopped by somebody.</summary>
    Stopped,

    /// <summary>It ended by itself.</summary>
    Ended,

    /// <summary>It did not start.</summary>
    Failed,
}

/// <summary>A resource with what is known of it.</summary>
/// <param name="resource">The resource.</param>
/// <param name="mayEnd">Whether others wait for its end: an installation, for example.</param>
internal sealed class WatchedResource(IResource resource, bool mayEnd)
{
    /// <summary>What the engine calls a program that it was asked to end.</summary>
    private const string Terminated = nameof(Terminated);

    private bool _askedToStop;

    public IResource Resource => resource;

    public string Name => resource.Name;

    public CustomResourceSnapshot? Snapshot { get; private set; }

    public ResourceCondition Condition { get; private set; }

    /// <summary>Since when it is in this condition.</summary>
    public DateTimeOffset Since { get; private set; }

    /// <summary>Whether the console has told this condition already.</summary>
    public bool IsTold { get; set; }

    /// <summary>Takes over what has changed.</summary>
    /// <returns>The condition before, when it is another one now.</returns>
    public ResourceCondition? Update(CustomResourceSnapshot snapshot, DateTimeOffset now)
    {
        var (before, state) = (Condition, snapshot.State?.Text);
        Snapshot = snapshot;
        _askedToStop = state == KnownResourceStates.Stopping || (_askedToStop && state != KnownResourceStates.Running && state != KnownResourceStates.Starting);
        Condition = ConditionIn(state, snapshot);
        if (Condition == before)
        {
            return null;
        }

        (Since, IsTold) = (now, false);
        return before;
    }

    /// <summary>What its health checks found, in the words of the first one that is not content.</summary>
    public string Complaint()
    {
        var complaint = Snapshot?.HealthReports.Where(report => report.Status is not HealthStatus.Healthy)
            .Select(report => report.Description ?? report.ExceptionText?.Split('\n')[0].TrimEnd())
            .FirstOrDefault(text => !string.IsNullOrWhiteSpace(text));
        return complaint is not null ? ResourceFailures.Plain(complaint).TrimEnd('.')
            : Snapshot?.State?.Text == KnownResourceStates.RuntimeUnhealthy ? "no container engine answers"
            : "its health has not been checked yet";
    }

    private ResourceCondition ConditionIn(string? state, CustomResourceSnapshot snapshot) =>
        state == KnownResourceStates.Running ? snapshot.HealthStatus == HealthStatus.Healthy ? ResourceCondition.Good : ResourceCondition.Unwell
        : state == KnownResourceStates.RuntimeUnhealthy ? ResourceCondition.Unwell
        : state == KnownResourceStates.FailedToStart ? ResourceCondition.Failed
        : state == Terminated || (IsTerminal(state) && _askedToStop) ? ResourceCondition.Stopped
        : !IsTerminal(state) ? ResourceCondition.Coming
        : mayEnd && snapshot.ExitCode is 0 or null ? ResourceCondition.Good
        : ResourceCondition.Ended;

    private static bool IsTerminal(string? state) => KnownResourceStates.TerminalStates.Contains(state);
}
