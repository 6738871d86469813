using Aspire.Hosting.JavaScript;
using TripLogger.AppHost.LocalCloud.Prerequisites;

namespace TripLogger.AppHost;

/// <summary>Adds the web page.</summary>
public static class DashboardExtensions
{
    /// <summary>Adds the page's dev server. It reloads in the browser what changes; published, the API serves the page.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="directory">Where its <c>package.json</c> is, relative to the AppHost's folder.</param>
    /// <param name="port">The port of a plain run.</param>
    public static IResourceBuilder<ViteAppResource> AddDashboard(this IDistributedApplicationBuilder builder, string name, string directory, int port)
    {
        var dashboard = builder.AddViteApp(name, directory)
            // Exactly the locked packages, and only when the lock file has changed.
            .WithNpm(install: !IsInstalled(Path.GetFullPath(directory, builder.AppHostDirectory)), installCommand: "ci", installArgs: ["--no-audit", "--no-fund"])
            .WithEndpoint("http", endpoint => endpoint.Port = port)
            .WithUrlForEndpoint("http", url => url.DisplayText = "TripLogger");

        var installer = dashboard.Resource.Annotations.OfType<JavaScriptPackageInstallerAnnotation>().Last().Resource;
        builder.CreateResourceBuilder(installer).OnBeforeResourceStarted((_, _, cancellationToken) => Toolchain.RequireNodeAsync(cancellationToken));
        return dashboard;
    }

    /// <summary>Whether the locked packages are there: npm's own note of what it installed is newer than the lock file.</summary>
    public static bool IsInstalled(string directory) =>
        File.GetLastWriteTimeUtc(Path.Combine(directory, "node_modules", ".package-lock.json")) >= File.GetLastWriteTimeUtc(Path.Combine(directory, "package-lock.json"));
}
