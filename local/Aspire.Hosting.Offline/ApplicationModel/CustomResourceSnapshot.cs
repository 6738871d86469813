using System.Collections.Immutable;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource's state at one moment, as the dashboard shows it.</summary>
public sealed record CustomResourceSnapshot
{
    /// <summary>What kind of resource it is.</summary>
    public required string ResourceType { get; init; }

    /// <summary>Facts about it.</summary>
    public required ImmutableArray<ResourcePropertySnapshot> Properties { get; init; }

    /// <summary>When it was created, UTC.</summary>
    public DateTime? CreationTimeStamp { get; init; }

    /// <summary>When it was started, UTC.</summary>
    public DateTime? StartTimeStamp { get; init; }

    /// <summary>When it ended, UTC.</summary>
    public DateTime? StopTimeStamp { get; init; }

    /// <summary>One of <see cref="KnownResourceStates"/> or a word of one's own.</summary>
    public ResourceStateSnapshot? State { get; init; }

    /// <summary>The exit code where it ended.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The worst of <see cref="HealthReports"/>; <see langword="null"/> while it does not run.</summary>
    public HealthStatus? HealthStatus => State?.Text != KnownResourceStates.Running
        ? null
        : HealthReports is [] ? Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy
        : HealthReports.Min(report => report.Status ?? Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Unhealthy);

    /// <summary>What its health checks said last.</summary>
    public ImmutableArray<HealthReportSnapshot> HealthReports { get; internal init; } = [];

    /// <summary>Its environment variables.</summary>
    public ImmutableArray<EnvironmentVariableSnapshot> EnvironmentVariables { get; init; } = [];

    /// <summary>Its links.</summary>
    public ImmutableArray<UrlSnapshot> Urls { get; init; } = [];

    /// <summary>Its volumes.</summary>
    public ImmutableArray<VolumeSnapshot> Volumes { get; init; } = [];

    /// <summary>Its commands.</summary>
    public ImmutableArray<ResourceCommandSnapshot> Commands { get; init; } = [];

    /// <summary>What it has to do with others.</summary>
    public ImmutableArray<RelationshipSnapshot> Relationships { get; init; } = [];

    /// <summary>Whether the dashboard leaves it out.</summary>
    public bool IsHidden { get; init; }

    /// <summary>Its icon, a name of Fluent UI's icons.</summary>
    public string? IconName { get; init; }

    /// <summary>The icon's lines or filled form.</summary>
    public IconVariant? IconVariant { get; init; }

    internal long Version { get; init; }

    /// <summary>The work of those who wanted to know that the resource is ready.</summary>
    internal Task? ResourceReadyEvent { get; init; }

    /// <summary>Sets a property, in place where it exists.</summary>
    internal CustomResourceSnapshot WithProperty(ResourcePropertySnapshot property)
    {
        var existing = Properties.FirstOrDefault(p => p.Name == property.Name);
        return this with { Properties = existing is null ? Properties.Add(property) : Properties.Replace(existing, property) };
    }

    internal CustomResourceSnapshot WithoutProperty(string name) =>
        this with { Properties = Properties.RemoveAll(p => p.Name == name) };

    /// <summary>Whether both say the same; their versions don't count.</summary>
    internal bool ContentEquals(CustomResourceSnapshot other) =>
        this with { Version = 0, Properties = [], HealthReports = [], EnvironmentVariables = [], Urls = [], Volumes = [], Commands = [], Relationships = [] }
            == other with { Version = 0, Properties = [], HealthReports = [], EnvironmentVariables = [], Urls = [], Volumes = [], Commands = [], Relationships = [] }
        && Properties.SequenceEqual(other.Properties, ResourcePropertySnapshot.ContentComparer)
        && HealthReports.SequenceEqual(other.HealthReports)
        && EnvironmentVariables.SequenceEqual(other.EnvironmentVariables)
        && Urls.SequenceEqual(other.Urls)
        && Volumes.SequenceEqual(other.Volumes)
        && Commands.SequenceEqual(other.Commands)
        && Relationships.SequenceEqual(other.Relationships);
}

/// <summary>A state and how it looks.</summary>
/// <param name="Text">One of <see cref="KnownResourceStates"/> or a word of one's own.</param>
/// <param name="Style">One of <see cref="KnownResourceStateStyles"/>.</param>
public sealed record ResourceStateSnapshot(string Text, string? Style)
{
    /// <summary>A state without a style.</summary>
    public static implicit operator ResourceStateSnapshot?(string? s) => s is null ? null : new(s, Style: null);
}

/// <summary>A fact about a resource.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">A text, number, truth value or a sequence of them.</param>
public sealed record ResourcePropertySnapshot(string Name, object? Value)
{
    /// <summary>Whether the dashboard hides the value until someone asks for it.</summary>
    public bool IsSensitive { get; init; }

    /// <summary>What the dashboard calls it.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Whether it belongs to those that are shown first.</summary>
    public bool IsHighlighted { get; init; }

    /// <summary>Its place among them.</summary>
    public int? SortOrder { get; init; }

    internal static IEqualityComparer<ResourcePropertySnapshot> ContentComparer { get; } =
        EqualityComparer<ResourcePropertySnapshot>.Create((a, b) =>
            a! with { Value = null } == b! with { Value = null }
            && (Equals(a.Value, b.Value)
                || (a.Value is IEnumerable<string> x && b.Value is IEnumerable<string> y && x.SequenceEqual(y))
                || (a.Value is IEnumerable<int> i && b.Value is IEnumerable<int> j && i.SequenceEqual(j))));
}

/// <summary>An environment variable of a resource.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
/// <param name="IsFromSpec">Whether the application gave it; else it was inherited.</param>
public sealed record EnvironmentVariableSnapshot(string Name, string? Value, bool IsFromSpec);

/// <summary>A link of a resource.</summary>
/// <param name="Name">The endpoint to which it leads, if any.</param>
/// <param name="Url">The URL.</param>
/// <param name="IsInternal">Whether it is only shown on the resource's own page.</param>
public sealed record UrlSnapshot(string? Name, string Url, bool IsInternal)
{
    /// <summary>How it is shown.</summary>
    public UrlDisplayPropertiesSnapshot DisplayProperties { get; init; } = new();

    /// <summary>Whether nothing listens there now.</summary>
    public bool IsInactive { get; init; }
}

/// <summary>How a link is shown.</summary>
/// <param name="DisplayName">What is shown instead of the URL.</param>
/// <param name="SortOrder">Higher ones come first.</param>
public sealed record UrlDisplayPropertiesSnapshot(string DisplayName = "", int SortOrder = 0);

/// <summary>A volume of a container.</summary>
/// <param name="Source">The path on this machine or the volume's name.</param>
/// <param name="Target">The path in the container.</param>
/// <param name="MountType"><c>bind</c> or <c>volume</c>.</param>
/// <param name="IsReadOnly">Whether the container may only read.</param>
public sealed record VolumeSnapshot(string? Source, string Target, string MountType, bool IsReadOnly);

/// <summary>What a resource has to do with another one.</summary>
/// <param name="ResourceName">The other one.</param>
/// <param name="Type">What: for example <c>Reference</c>.</param>
public sealed record RelationshipSnapshot(string ResourceName, string Type);

/// <summary>What a health check said.</summary>
/// <param name="Name">The check.</param>
/// <param name="Status">The result; <see langword="null"/> before the first one.</param>
/// <param name="Description">What it says in words.</param>
/// <param name="ExceptionText">What went wrong.</param>
public sealed record HealthReportSnapshot(string Name, HealthStatus? Status, string? Description, string? ExceptionText)
{
    /// <summary>When it ran, UTC.</summary>
    public DateTime? LastRunAt { get; init; }
}
