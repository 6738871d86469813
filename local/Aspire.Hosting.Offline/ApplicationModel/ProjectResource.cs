namespace Aspire.Hosting.ApplicationModel;

/// <summary>A .NET project. What is started is its build output: the build of the app host built it too.</summary>
/// <param name="name">Unique in the application.</param>
public class ProjectResource(string name)
    : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithServiceDiscovery, IResourceWithWaitSupport, IComputeResource;

/// <summary>Reads projects.</summary>
public static class ProjectResourceExtensions
{
    /// <summary>The projects among the model's resources.</summary>
    public static IEnumerable<ProjectResource> GetProjectResources(this DistributedApplicationModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Resources.OfType<ProjectResource>();
    }

    /// <summary>Where the project is.</summary>
    public static IProjectMetadata GetProjectMetadata(this ProjectResource projectResource)
    {
        ArgumentNullException.ThrowIfNull(projectResource);
        return projectResource.TryGetLastAnnotation<IProjectMetadata>(out var metadata)
            ? metadata
            : throw new InvalidOperationException($"The project '{projectResource.Name}' has no {nameof(IProjectMetadata)} annotation.");
    }
}
