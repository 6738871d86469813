using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.JavaScript;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>Adds JavaScript applications.</summary>
public static class JavaScriptHostingExtensions
{
    /// <summary>Adds an application that Vite's server serves. Its packages are installed by npm before it starts.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">Unique in the application.</param>
    /// <param name="appDirectory">Where its <c>package.json</c> is, relative to the app host's folder.</param>
    /// <param name="runScriptName">The script that starts the server.</param>
    public static IResourceBuilder<ViteAppResource> AddViteApp(this IDistributedApplicationBuilder builder, string name, string appDirectory, string runScriptName = "dev")
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(appDirectory);
        var resource = new ViteAppResource(name, "npm", Path.GetFullPath(appDirectory, builder.AppHostDirectory));
        return builder.AddResource(resource)
            .WithOtlpExporter()
            .WithEnvironment("NODE_ENV", builder.Environment.IsDevelopment() ? "development" : "production")
            .WithIconName("CodeJsRectangle")
            .WithNpm()
            .WithRunScript(runScriptName)
            .WithArgs(RunScript)
            .WithHttpEndpoint(env: "PORT");
    }

    /// <summary>Lets npm run the application's scripts and install its packages.</summary>
    /// <param name="resource">The application.</param>
    /// <param name="install">Whether the packages are installed before it starts; else when someone starts the installer.</param>
    /// <param name="installCommand">npm's command; <c>install</c> by default.</param>
    /// <param name="installArgs">Its arguments.</param>
    public static IResourceBuilder<TResource> WithNpm<TResource>(this IResourceBuilder<TResource> resource, bool install = true, string? installCommand = null, string[]? installArgs = null)
        where TResource : JavaScriptAppResource
    {
        ArgumentNullException.ThrowIfNull(resource);
        resource
            .WithAnnotation(new JavaScriptPackageManagerAnnotation("npm", runScriptCommand: "run", cacheMount: "/root/.npm"))
            .WithAnnotation(new JavaScriptInstallCommandAnnotation([installCommand ?? "install", .. installArgs ?? []]) { ProductionInstallArgs = "--omit=dev" });
        if (resource.Resource.TryGetLastAnnotation<JavaScriptPackageInstallerAnnotation>(out var installer))
        {
            if (!install)
            {
                LeaveToSomeone(resource, installer.Resource);
            }

            return resource;
        }

        return resource.AddInstaller(install);
    }

    /// <summary>Sets the script that runs the application.</summary>
    /// <param name="resource">The application.</param>
    /// <param name="scriptName">Its name in <c>package.json</c>.</param>
    /// <param name="args">Its arguments.</param>
    public static IResourceBuilder<TResource> WithRunScript<TResource>(this IResourceBuilder<TResource> resource, string scriptName, string[]? args = null)
        where TResource : JavaScriptAppResource => resource.WithAnnotation(new JavaScriptRunScriptAnnotation(scriptName, args));

    // "npm run dev -- --port 12345"
    private static void RunScript(CommandLineArgsCallbackContext context)
    {
        var packageManager = context.Resource.Annotations.OfType<JavaScriptPackageManagerAnnotation>().Last();
        var script = context.Resource.Annotations.OfType<JavaScriptRunScriptAnnotation>().Last();
        IEnumerable<object?> arguments =
        [
            packageManager.ScriptCommand, script.ScriptName, .. script.Args,
            packageManager.CommandSeparator, "--port", ((IResourceWithEndpoints)context.Resource).GetEndpoint("http").Property(EndpointProperty.TargetPort),
        ];
        foreach (var argument in arguments.OfType<object>())
        {
            context.Args.Add(argument);
        }
    }

    private static IResourceBuilder<TResource> AddInstaller<TResource>(this IResourceBuilder<TResource> resource, bool install)
        where TResource : JavaScriptAppResource
    {
        var installer = resource.ApplicationBuilder
            .AddResource(new JavaScriptInstallerResource($"{resource.Resource.Name}-installer", resource.Resource.WorkingDirectory))
            .WithParentRelationship(resource.Resource)
            .ExcludeFromManifest();
        resource.WithAnnotation(new JavaScriptPackageInstallerAnnotation(installer.Resource));

        // What is set last counts.
        resource.ApplicationBuilder.OnBeforeStart((_, _) =>
        {
            var packageManager = resource.Resource.Annotations.OfType<JavaScriptPackageManagerAnnotation>().Last();
            resource.WithCommand(packageManager.ExecutableName);
            installer
                .WithCommand(packageManager.ExecutableName)
                .WithWorkingDirectory(resource.Resource.WorkingDirectory)
                .WithArgs(resource.Resource.Annotations.OfType<JavaScriptInstallCommandAnnotation>().Last().Args);
            return Task.CompletedTask;
        });

        return install ? resource.WaitForCompletion(installer) : LeaveToSomeone(resource, installer.Resource);
    }

    private static IResourceBuilder<TResource> LeaveToSomeone<TResource>(IResourceBuilder<TResource> resource, ExecutableResource installer)
        where TResource : JavaScriptAppResource
    {
        foreach (var wait in resource.Resource.Annotations.OfType<WaitAnnotation>().Where(wait => wait.Resource == installer).ToArray())
        {
            resource.Resource.Annotations.Remove(wait);
        }

        resource.ApplicationBuilder.CreateResourceBuilder(installer).WithExplicitStart();
        return resource;
    }
}
