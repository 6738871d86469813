namespace Aspire.Hosting.ApplicationModel;

/// <summary>The states that every dashboard understands.</summary>
public static class KnownResourceStates
{
    /// <summary>It has not been started.</summary>
    public static readonly string NotStarted = nameof(NotStarted);

    /// <summary>It waits for others.</summary>
    public static readonly string Waiting = nameof(Waiting);

    /// <summary>It is being built.</summary>
    public static readonly string Building = nameof(Building);

    /// <summary>It is starting.</summary>
    public static readonly string Starting = nameof(Starting);

    /// <summary>It runs.</summary>
    public static readonly string Running = nameof(Running);

    /// <summary>It exists and does nothing of its own.</summary>
    public static readonly string Active = nameof(Active);

    /// <summary>There is no container engine.</summary>
    public static readonly string RuntimeUnhealthy = nameof(RuntimeUnhealthy);

    /// <summary>A value that it needs is missing.</summary>
    public static readonly string ValueMissing = nameof(ValueMissing);

    /// <summary>It is being stopped.</summary>
    public static readonly string Stopping = nameof(Stopping);

    /// <summary>It could not be started.</summary>
    public static readonly string FailedToStart = nameof(FailedToStart);

    /// <summary>The container has ended.</summary>
    public static readonly string Exited = nameof(Exited);

    /// <summary>The process has ended.</summary>
    public static readonly string Finished = nameof(Finished);

    /// <summary>The states after which nothing follows until someone starts it again.</summary>
    public static readonly IReadOnlyList<string> TerminalStates = [Finished, FailedToStart, Exited];
}

/// <summary>How a state looks.</summary>
public static class KnownResourceStateStyles
{
    /// <summary>Good.</summary>
    public static readonly string Success = "success";

    /// <summary>Bad.</summary>
    public static readonly string Error = "error";

    /// <summary>Neutral.</summary>
    public static readonly string Info = "info";

    /// <summary>Doubtful.</summary>
    public static readonly string Warn = "warning";
}

/// <summary>Names of properties that every dashboard understands.</summary>
public static class CustomResourceKnownProperties
{
    /// <summary>Where the resource comes from.</summary>
    public static string Source { get; } = KnownProperties.Source;

    /// <summary>Its connection string.</summary>
    public static string ConnectionString { get; } = "resource.connectionString";
}

/// <summary>The dashboard's names of properties.</summary>
internal static class KnownProperties
{
    public const string Source = "resource.source";
    public const string ParentName = "resource.parentName";
    public const string AppArgs = "resource.appArgs";
    public const string AppArgsSensitivity = "resource.appArgsSensitivity";
    public const string WaitingFor = "resource.waitingFor";
    public const string ProjectPath = "project.path";
    public const string LaunchProfile = "project.launchProfile";
    public const string ExecutablePath = "executable.path";
    public const string ExecutablePid = "executable.pid";
    public const string ExecutableWorkDir = "executable.workDir";
    public const string ExecutableArgs = "executable.args";
    public const string ContainerId = "container.id";
    public const string ContainerImage = "container.image";
    public const string ContainerPorts = "container.ports";
    public const string ContainerArgs = "container.args";
}
