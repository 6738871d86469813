using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Where a project is. The app host's build generates an implementation for each project that it refers to.</summary>
public interface IProjectMetadata : IResourceAnnotation
{
    /// <summary>The project file's full path.</summary>
    string ProjectPath { get; }

    /// <summary>The launch settings; <see langword="null"/>: those of the project's folder.</summary>
    LaunchSettings? LaunchSettings => null;

    /// <summary>Whether the project has been built already.</summary>
    bool SuppressBuild => false;
}

internal sealed class ProjectMetadata(string projectPath) : IProjectMetadata
{
    public string ProjectPath { get; } = projectPath;
}
