using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Adds containers.</summary>
public static class ContainerResourceBuilderExtensions
{
    /// <summary>Adds a container.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">Unique in the application.</param>
    /// <param name="image">The image, with its tag or digest if need be.</param>
    public static IResourceBuilder<ContainerResource> AddContainer(this IDistributedApplicationBuilder builder, string name, string image)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddResource(new ContainerResource(name)).WithImage(image);
    }

    /// <summary>Adds a container.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">Unique in the application.</param>
    /// <param name="image">The image.</param>
    /// <param name="tag">Its tag.</param>
    public static IResourceBuilder<ContainerResource> AddContainer(this IDistributedApplicationBuilder builder, string name, string image, string tag) =>
        builder.AddContainer(name, image).WithImageTag(tag);

    /// <summary>Changes the image.</summary>
    /// <param name="builder">The container.</param>
    /// <param name="image">The image, with its tag or digest if need be.</param>
    /// <param name="tag">Its tag; <c>latest</c> by default.</param>
    public static IResourceBuilder<T> WithImage<T>(this IResourceBuilder<T> builder, string image, string? tag = null)
        where T : ContainerResource
    {
        ArgumentException.ThrowIfNullOrEmpty(image);
        var (name, ownTag, digest) = Parse(image);
        if (tag is not null && (ownTag ?? digest) is not null)
        {
            throw new InvalidOperationException($"The image '{image}' has a tag or digest already: it can't have the tag '{tag}' too.");
        }

        if (!builder.Resource.TryGetLastAnnotation<ContainerImageAnnotation>(out var annotation))
        {
            annotation = new ContainerImageAnnotation { Image = name };
            builder.WithAnnotation(annotation);
        }

        annotation.Image = name;
        annotation.SHA256 = digest;
        annotation.Tag = digest is null ? ownTag ?? tag ?? "latest" : null;
        return builder;
    }

    /// <summary>Changes the image's tag.</summary>
    public static IResourceBuilder<T> WithImageTag<T>(this IResourceBuilder<T> builder, string tag)
        where T : ContainerResource
    {
        ArgumentException.ThrowIfNullOrEmpty(tag);
        var image = builder.Image();
        image.Tag = tag;
        image.SHA256 = null;
        return builder;
    }

    /// <summary>Changes the image's registry.</summary>
    public static IResourceBuilder<T> WithImageRegistry<T>(this IResourceBuilder<T> builder, string? registry)
        where T : ContainerResource
    {
        builder.Image().Registry = registry;
        return builder;
    }

    /// <summary>Says when the image is fetched from its registry.</summary>
    public static IResourceBuilder<T> WithImagePullPolicy<T>(this IResourceBuilder<T> builder, ImagePullPolicy pullPolicy)
        where T : ContainerResource =>
        builder.WithAnnotation(new ContainerImagePullPolicyAnnotation { ImagePullPolicy = pullPolicy }, ResourceAnnotationMutationBehavior.Replace);

    /// <summary>Runs another program than the image's own one.</summary>
    public static IResourceBuilder<T> WithEntrypoint<T>(this IResourceBuilder<T> builder, string entrypoint)
        where T : ContainerResource
    {
        ArgumentException.ThrowIfNullOrEmpty(entrypoint);
        builder.Resource.Entrypoint = entrypoint;
        return builder;
    }

    /// <summary>Shows the container a path of this machine.</summary>
    /// <param name="builder">The container.</param>
    /// <param name="source">The path, relative to the app host's folder.</param>
    /// <param name="target">The path in the container.</param>
    /// <param name="isReadOnly">Whether the container may only read.</param>
    public static IResourceBuilder<T> WithBindMount<T>(this IResourceBuilder<T> builder, string source, string target, bool isReadOnly = false)
        where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        var path = Path.GetFullPath(source, builder.ApplicationBuilder.AppHostDirectory);
        return builder.WithAnnotation(new ContainerMountAnnotation(path, target, ContainerMountType.BindMount, isReadOnly));
    }

    /// <summary>Gives the container a volume.</summary>
    /// <param name="builder">The container.</param>
    /// <param name="name">The volume's name; it outlives the application.</param>
    /// <param name="target">The path in the container.</param>
    /// <param name="isReadOnly">Whether the container may only read.</param>
    public static IResourceBuilder<T> WithVolume<T>(this IResourceBuilder<T> builder, string? name, string target, bool isReadOnly = false)
        where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(target);
        return builder.WithAnnotation(new ContainerMountAnnotation(name, target, ContainerMountType.Volume, isReadOnly));
    }

    /// <summary>Gives the container a volume that nobody else knows.</summary>
    public static IResourceBuilder<T> WithVolume<T>(this IResourceBuilder<T> builder, string target)
        where T : ContainerResource => builder.WithVolume(name: null, target);

    private static ContainerImageAnnotation Image<T>(this IResourceBuilder<T> builder)
        where T : ContainerResource => builder.Resource.TryGetLastAnnotation<ContainerImageAnnotation>(out var image)
            ? image
            : throw new InvalidOperationException($"The container '{builder.Resource.Name}' has no image yet: call WithImage first.");

    // registry:5000/name:tag@sha256:digest; a colon before a slash belongs to the registry.
    private static (string Name, string? Tag, string? Digest) Parse(string image)
    {
        const string DigestStart = "@sha256:";
        var at = image.IndexOf(DigestStart, StringComparison.Ordinal);
        var (rest, digest) = at < 0 ? (image, null) : (image[..at], image[(at + DigestStart.Length)..]);
        var colon = rest.LastIndexOf(':');
        return colon > rest.LastIndexOf('/') ? (rest[..colon], rest[(colon + 1)..], digest) : (rest, null, digest);
    }
}
