using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.JavaScript;

/// <summary>The program that runs the scripts of <c>package.json</c> and installs packages.</summary>
/// <param name="executableName">The program.</param>
/// <param name="runScriptCommand">Its command that runs a script.</param>
/// <param name="cacheMount">Where a container build would keep its cache.</param>
public sealed class JavaScriptPackageManagerAnnotation(string executableName, string? runScriptCommand, string? cacheMount = null) : IResourceAnnotation
{
    /// <summary>The program.</summary>
    public string ExecutableName { get; } = executableName;

    /// <summary>Its command that runs a script.</summary>
    public string? ScriptCommand { get; } = runScriptCommand;

    /// <summary>What stands between a script's name and its arguments.</summary>
    public string? CommandSeparator { get; init; } = "--";

    /// <summary>Where a container build would keep its cache.</summary>
    public string? CacheMount { get; } = cacheMount;
}

/// <summary>How the packages are installed.</summary>
/// <param name="args">The package manager's command and its arguments.</param>
public sealed class JavaScriptInstallCommandAnnotation(string[] args) : IResourceAnnotation
{
    /// <summary>The package manager's command and its arguments.</summary>
    public string[] Args { get; } = args;

    /// <summary>What leaves out packages that only a developer needs.</summary>
    public string? ProductionInstallArgs { get; init; }
}

/// <summary>The script that runs the application.</summary>
/// <param name="scriptName">Its name in <c>package.json</c>.</param>
/// <param name="args">Its arguments.</param>
public sealed class JavaScriptRunScriptAnnotation(string scriptName, string[]? args) : IResourceAnnotation
{
    /// <summary>Its name in <c>package.json</c>.</summary>
    public string ScriptName { get; } = scriptName;

    /// <summary>Its arguments.</summary>
    public string[] Args { get; } = args ?? [];
}

/// <summary>The resource that installs the packages.</summary>
/// <param name="installerResource">The resource.</param>
public sealed class JavaScriptPackageInstallerAnnotation(ExecutableResource installerResource) : IResourceAnnotation
{
    /// <summary>The resource.</summary>
    public ExecutableResource Resource { get; } = installerResource;
}
