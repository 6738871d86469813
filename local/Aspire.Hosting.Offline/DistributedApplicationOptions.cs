using System.Reflection;

namespace Aspire.Hosting;

/// <summary>How an application is built.</summary>
public sealed class DistributedApplicationOptions
{
    private string? _projectDirectory;

    /// <summary>The command line.</summary>
    public string[]? Args { get; set; }

    /// <summary>The app host's assembly; the one of the program by default.</summary>
    public string? AssemblyName { get; set; }

    /// <summary>The app host's folder; known from its build by default.</summary>
    public string? ProjectDirectory
    {
        get => _projectDirectory ?? AppHost.ProjectDirectory(Assembly);
        set => _projectDirectory = value;
    }

    /// <summary>What the dashboard calls the application.</summary>
    public string? DashboardApplicationName { get; set; }

    /// <summary>Whether there is no dashboard.</summary>
    public bool DisableDashboard { get; set; }

    /// <summary>Whether the resources' console logs are written to the app host's log too.</summary>
    public bool EnableResourceLogging { get; set; }

    /// <summary>Whether the dashboard may use http.</summary>
    public bool AllowUnsecuredTransport { get; set; }

    internal Assembly? Assembly => string.IsNullOrEmpty(AssemblyName) ? Assembly.GetEntryAssembly() : Assembly.Load(AssemblyName);
}
