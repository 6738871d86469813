using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Dcp;

/// <summary>How a container is started.</summary>
internal static class ContainerSpec
{
    public static DcpContainerSpec Create(Workload workload, ExecutionConfiguration configuration)
    {
        workload.Resource.TryGetContainerImageName(out var image);
        return new DcpContainerSpec
        {
            Image = image ?? throw new DistributedApplicationException($"The container '{workload.Resource.Name}' has no image."),
            PullPolicy = PullPolicy(workload.Resource),
            Command = (workload.Resource as ContainerResource)?.Entrypoint,
            Args = configuration.Args,
            Env = configuration.Env,
            Ports = [.. workload.Endpoints.Select(e => new DcpContainerPort(e.Endpoint.TargetPort!.Value, e.Endpoint.IsProxied ? null : e.Endpoint.Port))],
            VolumeMounts = [.. workload.Resource.Annotations.OfType<ContainerMountAnnotation>()
                .Select(mount => new DcpVolumeMount(mount.Type is ContainerMountType.BindMount ? "bind" : "volume", mount.Source, mount.Target, mount.IsReadOnly))],
        };
    }

    private static string? PullPolicy(IResource resource) =>
        resource.TryGetLastAnnotation<ContainerImagePullPolicyAnnotation>(out var policy) && policy.ImagePullPolicy is not ImagePullPolicy.Default
            ? policy.ImagePullPolicy.ToString().ToLowerInvariant()
            : null;
}
