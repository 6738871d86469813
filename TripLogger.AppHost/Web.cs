using Microsoft.Extensions.DependencyInjection;
using TripLogger.AppHost.LocalCloud.Prerequisites;
using TripLogger.AppHost.Reporting;
using TripLogger.AppHost.StartChecks;

namespace TripLogger.AppHost;

/// <summary>Adds the web page.</summary>
public static class Web
{
    /// <summary>
    /// Adds the page's dev server, Vite. It reloads in the browser what changes; published, the API serves the page.
    /// Node runs it without npm and its shell between, so that it is one process, and ends with the AppHost.
    /// </summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="directory">Where its <c>package.json</c> is, relative to the AppHost's folder.</param>
    /// <param name="port">The port of a plain run.</param>
    public static IResourceBuilder<ExecutableResource> AddWeb(this IDistributedApplicationBuilder builder, string name, string directory, int port)
    {
        var folder = Path.GetFullPath(directory, builder.AppHostDirectory);
        builder.CheckBeforeStart(Toolchain.RequireNodeAsync);
        builder.CheckBeforeStart((_, _) => Task.FromResult(ServablePath.Fault(folder)));

        var web = builder.AddExecutable(name, "node", directory, "node_modules/vite/bin/vite.js")
            .WithHttpEndpoint(port)
            .WithEnvironment("NODE_ENV", "development")
            .WithIconName("CodeJsRectangle")
            .WithHttpHealthCheck("/")
            .WithUrlForEndpoint("http", url => url.DisplayText = "Page")
            .WithPackages(new(folder, "the web page"));
        return web.WithArgs("--port", web.GetEndpoint("http").Property(EndpointProperty.TargetPort));
    }

    /// <summary>Installs npm's packages at once, and not only when everything that the resource waits for is there.</summary>
    private static IResourceBuilder<ExecutableResource> WithPackages(this IResourceBuilder<ExecutableResource> builder, NpmPackage packages)
    {
        Task? installing = null;
        return builder
            .OnInitializeResource((resource, initialize, cancellationToken) =>
            {
                installing = InstallAsync(resource, initialize.Services, cancellationToken);
                return Task.CompletedTask;
            })
            // Started again, after a failure perhaps, it looks again.
            .OnBeforeResourceStarted((resource, start, cancellationToken) =>
                Interlocked.Exchange(ref installing, null) ?? InstallAsync(resource, start.Services, cancellationToken));

        Task InstallAsync(IResource resource, IServiceProvider services, CancellationToken cancellationToken) => services.GetRequiredService<ResourceFailures>()
            .GuardAsync(resource, logger => packages.EnsureInstalledAsync(logger, cancellationToken), cancellationToken);
    }
}
