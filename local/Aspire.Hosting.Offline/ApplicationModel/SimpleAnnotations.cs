namespace Aspire.Hosting.ApplicationModel;

/// <summary>The resource starts only when someone starts it.</summary>
public sealed class ExplicitStartupAnnotation : IResourceAnnotation;

/// <summary>The state in which a resource begins.</summary>
/// <param name="initialSnapshot">The state.</param>
public class ResourceSnapshotAnnotation(CustomResourceSnapshot initialSnapshot) : IResourceAnnotation
{
    /// <summary>The state.</summary>
    public CustomResourceSnapshot InitialSnapshot { get; } = initialSnapshot;
}

/// <summary>The resource has something to do with another one.</summary>
/// <param name="resource">The other one.</param>
/// <param name="type">What: <c>Reference</c>, <c>WaitFor</c>, <c>Parent</c> or a word of one's own.</param>
public sealed class ResourceRelationshipAnnotation(IResource resource, string type) : IResourceAnnotation
{
    /// <summary>The other one.</summary>
    public IResource Resource { get; } = resource;

    /// <summary>What: <c>Reference</c>, <c>WaitFor</c>, <c>Parent</c> or a word of one's own.</summary>
    public string Type { get; } = type;
}

/// <summary>The resource's icon in the dashboard.</summary>
/// <param name="iconName">A name of <see href="https://aka.ms/fluentui-system-icons">Fluent UI's icons</see>.</param>
/// <param name="iconVariant">Lines or filled.</param>
public sealed class ResourceIconAnnotation(string iconName, IconVariant iconVariant = IconVariant.Filled) : IResourceAnnotation
{
    /// <summary>A name of Fluent UI's icons.</summary>
    public string IconName { get; } = iconName ?? throw new ArgumentNullException(nameof(iconName));

    /// <summary>Lines or filled.</summary>
    public IconVariant IconVariant { get; } = iconVariant;
}

/// <summary>Lines or filled.</summary>
public enum IconVariant
{
    /// <summary>Lines.</summary>
    Regular,

    /// <summary>Filled.</summary>
    Filled,
}

/// <summary>A health check that decides about the resource's health.</summary>
/// <param name="key">The name under which the check is registered.</param>
public class HealthCheckAnnotation(string key) : IResourceAnnotation
{
    /// <summary>The name under which the check is registered.</summary>
    public string Key { get; } = key ?? throw new ArgumentNullException(nameof(key));
}

/// <summary>The project takes this profile of its launch settings.</summary>
/// <param name="launchProfileName">The profile.</param>
public sealed class LaunchProfileAnnotation(string launchProfileName) : IResourceAnnotation
{
    /// <summary>The profile.</summary>
    public string LaunchProfileName { get; } = launchProfileName ?? throw new ArgumentNullException(nameof(launchProfileName));
}

/// <summary>The project takes this profile where it has one of that name: the one that the app host runs with.</summary>
/// <param name="launchProfileName">The profile.</param>
public sealed class DefaultLaunchProfileAnnotation(string launchProfileName) : IResourceAnnotation
{
    /// <summary>The profile.</summary>
    public string LaunchProfileName { get; } = launchProfileName ?? throw new ArgumentNullException(nameof(launchProfileName));
}

/// <summary>The project takes nothing of its launch settings.</summary>
public sealed class ExcludeLaunchProfileAnnotation : IResourceAnnotation;

/// <summary>The resource is not shown in the dashboard.</summary>
internal sealed class HiddenAnnotation : IResourceAnnotation;

/// <summary>What a resource has to do with another one.</summary>
internal static class KnownRelationshipTypes
{
    public const string WaitFor = "WaitFor";
    public const string Reference = "Reference";
    public const string Parent = "Parent";
}
