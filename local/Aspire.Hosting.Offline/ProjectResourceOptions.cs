namespace Aspire.Hosting;

/// <summary>How a project is added.</summary>
public class ProjectResourceOptions
{
    /// <summary>The profile of its launch settings; the app host's one, or the first one, by default.</summary>
    public string? LaunchProfileName { get; set; }

    /// <summary>Whether nothing of its launch settings is taken.</summary>
    public bool ExcludeLaunchProfile { get; set; }
}
