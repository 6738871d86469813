using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Dcp;

/// <summary>Makes a resource's state of what DCP tells about its process or container.</summary>
internal static class WorkloadSnapshot
{
    // DCP's exit code of a process that a signal has ended.
    private const int KilledBySignal = -1;

    public static CustomResourceSnapshot Update(CustomResourceSnapshot previous, Workload workload, IDcpWorkload item)
    {
        var status = item.Status;
        var state = State(status?.State);
        var own = (item as DcpExecutable)?.Spec.Env ?? (item as DcpContainer)?.Spec.Env ?? [];
        var ownNames = own.Select(variable => variable.Name).ToHashSet();
        return Properties(workload, item).Aggregate(
            previous with
            {
                State = state is null ? previous.State : Styled(state, status?.ExitCode),
                ExitCode = status?.ExitCode,
                CreationTimeStamp = item.Metadata.CreationTimestamp?.ToUniversalTime(),
                StartTimeStamp = status?.StartupTimestamp?.ToUniversalTime(),
                StopTimeStamp = status?.FinishTimestamp?.ToUniversalTime(),
                EnvironmentVariables = [.. (status?.EffectiveEnv ?? own).Select(v => new EnvironmentVariableSnapshot(v.Name, v.Value, ownNames.Contains(v.Name)))],
                Urls = Urls(workload.Resource, isRunning: state == KnownResourceStates.Running),
                Volumes = [.. workload.Resource.Annotations.OfType<ContainerMountAnnotation>()
                    .Select(m => new VolumeSnapshot(m.Source, m.Target, m.Type is ContainerMountType.BindMount ? "bind" : "volume", m.IsReadOnly))],
            },
            (snapshot, property) => snapshot.WithProperty(property));
    }

    /// <summary>The links; those that lead to an endpoint are shown while something listens there.</summary>
    public static ImmutableArray<UrlSnapshot> Urls(IResource resource, bool isRunning) =>
        [.. resource.Annotations.OfType<ResourceUrlAnnotation>().Select(url => new UrlSnapshot(url.Endpoint?.EndpointName, url.Url, url.DisplayLocation is UrlDisplayLocation.DetailsOnly)
        {
            IsInactive = !isRunning,
            DisplayProperties = new UrlDisplayPropertiesSnapshot(url.DisplayText ?? string.Empty),
        })];

    private static string? State(string? state) => state switch
    {
        null or "" => null,
        "Pending" => KnownResourceStates.Starting,
        "Terminated" => KnownResourceStates.Finished,
        _ => state,
    };

    private static ResourceStateSnapshot Styled(string state, int? exitCode) => new(state, state switch
    {
        _ when state == KnownResourceStates.FailedToStart => KnownResourceStateStyles.Error,
        _ when KnownResourceStates.TerminalStates.Contains(state) && exitCode is not (null or 0 or KilledBySignal) => KnownResourceStateStyles.Error,
        _ => null,
    });

    private static IEnumerable<ResourcePropertySnapshot> Properties(Workload workload, IDcpWorkload item)
    {
        var arguments = item.Status?.EffectiveArgs ?? [];
        var own = arguments.TakeLast(workload.ArgumentCount).ToArray();
        yield return new ResourcePropertySnapshot(KnownProperties.AppArgs, own);
        yield return new ResourcePropertySnapshot(KnownProperties.AppArgsSensitivity, own.Select(_ => 0).ToArray());
        if (item is DcpContainer container)
        {
            yield return Shown(KnownProperties.ContainerImage, container.Spec.Image, "Container image", 0);
            yield return Shown(KnownProperties.ContainerId, container.Status?.ContainerId, "Container ID", 1);
            yield return Shown(KnownProperties.ContainerArgs, arguments, "Container arguments", 3) with { IsSensitive = true };
            yield return Shown(KnownProperties.ContainerPorts, container.Spec.Ports.Select(port => port.ContainerPort).ToArray(), "Container ports", 4);
            yield break;
        }

        var executable = (DcpExecutable)item;
        ResourcePropertySnapshot[] launch =
        [
            Shown(KnownProperties.ExecutablePath, executable.Spec.ExecutablePath, "Executable path", 0),
            Shown(KnownProperties.ExecutableWorkDir, executable.Spec.WorkingDirectory, "Working directory", 1),
            Shown(KnownProperties.ExecutableArgs, arguments, "Executable arguments", 2) with { IsSensitive = true },
        ];
        var project = workload.Resource as ProjectResource;
        foreach (var property in launch)
        {
            // How a project is started is our business.
            yield return property with { IsHighlighted = project is null };
        }

        yield return Shown(KnownProperties.ExecutablePid, executable.Status?.Pid, "Process ID", 3);
        if (project is not null)
        {
            yield return Shown(KnownProperties.ProjectPath, project.GetProjectMetadata().ProjectPath, "Project path", 0);
            yield return Shown(KnownProperties.LaunchProfile, LaunchSettingsReader.Select(project)?.Name, "Launch profile", 1);
        }
    }

    private static ResourcePropertySnapshot Shown(string name, object? value, string displayName, int order) =>
        new(name, value) { DisplayName = displayName, IsHighlighted = true, SortOrder = order };
}
