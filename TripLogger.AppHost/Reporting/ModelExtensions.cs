namespace TripLogger.AppHost.Reporting;

/// <summary>Who waits for whom.</summary>
internal static class ModelExtensions
{
    /// <summary>The resources that wait for one, and those that wait for these, in the model's order.</summary>
    public static IEnumerable<IResource> Dependants(this DistributedApplicationModel model, IResource resource) =>
        model.Resources.Where(candidate => candidate.Dependencies().Contains(resource));

    /// <summary>The resources that one waits for, and those that these wait for.</summary>
    public static IEnumerable<IResource> Dependencies(this IResource resource) => resource.Annotations.OfType<WaitAnnotation>()
        .SelectMany(wait => wait.Resource.Dependencies().Prepend(wait.Resource))
        .Distinct();

    /// <summary>Whether it starts by itself, so that a start is not complete without it.</summary>
    public static bool StartsByItself(this IResource resource) => !resource.Annotations.OfType<ExplicitStartupAnnotation>().Any();
}
