using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A container.</summary>
/// <param name="name">Unique in the application.</param>
/// <param name="entrypoint">What it runs instead of the image's own program.</param>
public class ContainerResource(string name, string? entrypoint = null)
    : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport, IComputeResource
{
    /// <summary>What it runs instead of the image's own program.</summary>
    public string? Entrypoint { get; set; } = entrypoint;
}

/// <summary>A container's image.</summary>
public sealed class ContainerImageAnnotation : IResourceAnnotation
{
    /// <summary>The registry; the engine's default one where it is <see langword="null"/>.</summary>
    public string? Registry { get; set; }

    /// <summary>The image.</summary>
    public required string Image { get; set; }

    /// <summary>The tag; <see langword="null"/> with <see cref="SHA256"/>.</summary>
    public string? Tag { get; set; }

    /// <summary>The digest without <c>sha256:</c>.</summary>
    public string? SHA256 { get; set; }
}

/// <summary>When a container's image is fetched from its registry.</summary>
public sealed class ContainerImagePullPolicyAnnotation : IResourceAnnotation
{
    /// <summary>When.</summary>
    public required ImagePullPolicy ImagePullPolicy { get; set; }
}

/// <summary>When an image is fetched from its registry.</summary>
public enum ImagePullPolicy
{
    /// <summary>As the container engine does it.</summary>
    Default,

    /// <summary>At every start.</summary>
    Always,

    /// <summary>When it is not here.</summary>
    Missing,

    /// <summary>Never.</summary>
    Never,
}

/// <summary>Something that a container sees in its file system.</summary>
public sealed class ContainerMountAnnotation : IResourceAnnotation
{
    /// <summary>Creates a mount.</summary>
    /// <param name="source">The path on this machine or the volume's name; <see langword="null"/>: a volume without a name.</param>
    /// <param name="target">The path in the container.</param>
    /// <param name="type">A path or a volume.</param>
    /// <param name="isReadOnly">Whether the container may only read.</param>
    public ContainerMountAnnotation(string? source, string target, ContainerMountType type, bool isReadOnly)
    {
        if (type is ContainerMountType.BindMount && !Path.IsPathRooted(source))
        {
            throw new ArgumentException($"The path '{source}' is to be mounted into a container: it must be absolute.", nameof(source));
        }

        Source = source;
        Target = target;
        Type = type;
        IsReadOnly = isReadOnly;
    }

    /// <summary>The path on this machine or the volume's name.</summary>
    public string? Source { get; }

    /// <summary>The path in the container.</summary>
    public string Target { get; }

    /// <summary>A path or a volume.</summary>
    public ContainerMountType Type { get; }

    /// <summary>Whether the container may only read.</summary>
    public bool IsReadOnly { get; }
}

/// <summary>What is mounted.</summary>
public enum ContainerMountType
{
    /// <summary>A path of this machine.</summary>
    BindMount,

    /// <summary>A volume.</summary>
    Volume,
}

/// <summary>Reads containers.</summary>
internal static class ContainerResourceReading
{
    public static bool TryGetContainerImageName(this IResource resource, [NotNullWhen(true)] out string? imageName)
    {
        imageName = resource.TryGetLastAnnotation<ContainerImageAnnotation>(out var image)
            ? (image.Registry is { Length: > 0 } registry ? $"{registry}/" : string.Empty)
                + image.Image
                + (image.SHA256 is { Length: > 0 } digest ? $"@sha256:{digest}" : image.Tag is { Length: > 0 } tag ? $":{tag}" : string.Empty)
            : null;
        return imageName is not null;
    }
}
