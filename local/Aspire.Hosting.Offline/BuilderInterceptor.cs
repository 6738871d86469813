using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>Follows the app host's program while it builds and runs its application: the testing builder's way in.</summary>
internal abstract class BuilderInterceptor
{
    private static readonly AsyncLocal<BuilderInterceptor?> Local = new();

    /// <summary>The one that follows the present flow of the program.</summary>
    public static BuilderInterceptor? Current
    {
        get => Local.Value;
        set => Local.Value = value;
    }

    public abstract void Constructing(DistributedApplicationOptions options, HostApplicationBuilderSettings settings);

    public abstract void Building(DistributedApplicationBuilder builder);

    public abstract void Built(DistributedApplication application);

    /// <summary>Returns when the application may start.</summary>
    public abstract Task StartingAsync(CancellationToken cancellationToken);

    public abstract void Started();

    public abstract void Failed(Exception exception);
}
