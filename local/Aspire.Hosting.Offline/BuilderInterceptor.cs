using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>Follows the app host's program while it builds its application: the testing builder's way in.</summary>
internal abstract class BuilderInterceptor
{
    private static readonly AsyncLocal<BuilderInterceptor?> Local = new();

    public static BuilderInterceptor? Current
    {
        get => Local.Value;
        set => Local.Value = value;
    }

    public abstract void Constructing(DistributedApplicationOptions options, HostApplicationBuilderSettings settings);

    public abstract void Constructed(DistributedApplicationBuilder builder);

    public abstract void Building(DistributedApplicationBuilder builder);

    public abstract void Built(DistributedApplication application);
}
