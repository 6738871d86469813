using Aspire.Hosting.ApplicationModel;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>Adds .NET projects.</summary>
public static class ProjectResourceBuilderExtensions
{
    private const string Urls = "ASPNETCORE_URLS";

    /// <summary>Adds a project.</summary>
    /// <typeparam name="TProject">The class of the namespace <c>Projects</c> that the build generated for it.</typeparam>
    /// <param name="builder">The application.</param>
    /// <param name="name">Unique in the application.</param>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name)
        where TProject : IProjectMetadata, new() => builder.AddProject<TProject>(name, _ => { });

    /// <summary>Adds a project.</summary>
    /// <typeparam name="TProject">The class of the namespace <c>Projects</c> that the build generated for it.</typeparam>
    /// <param name="builder">The application.</param>
    /// <param name="name">Unique in the application.</param>
    /// <param name="launchProfileName">The profile of its launch settings; <see langword="null"/>: nothing of them.</param>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name, string? launchProfileName)
        where TProject : IProjectMetadata, new() => builder.AddProject<TProject>(name, options => options.Take(launchProfileName));

    /// <summary>Adds a project.</summary>
    /// <typeparam name="TProject">The class of the namespace <c>Projects</c> that the build generated for it.</typeparam>
    /// <param name="builder">The application.</param>
    /// <param name="name">Unique in the application.</param>
    /// <param name="configure">How it is added.</param>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name, Action<ProjectResourceOptions> configure)
        where TProject : IProjectMetadata, new() => builder.Add(name, new TProject(), configure);

    /// <summary>Adds a project that is built when it starts.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">Unique in the application.</param>
    /// <param name="projectPath">The project file, relative to the app host's folder.</param>
    public static IResourceBuilder<ProjectResource> AddProject(this IDistributedApplicationBuilder builder, string name, string projectPath) =>
        builder.AddProject(name, projectPath, _ => { });

    /// <summary>Adds a project that is built when it starts.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">Unique in the application.</param>
    /// <param name="projectPath">The project file, relative to the app host's folder.</param>
    /// <param name="launchProfileName">The profile of its launch settings; <see langword="null"/>: nothing of them.</param>
    public static IResourceBuilder<ProjectResource> AddProject(this IDistributedApplicationBuilder builder, string name, string projectPath, string? launchProfileName) =>
        builder.AddProject(name, projectPath, options => options.Take(launchProfileName));

    /// <summary>Adds a project that is built when it starts.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">Unique in the application.</param>
    /// <param name="projectPath">The project file, relative to the app host's folder.</param>
    /// <param name="configure">How it is added.</param>
    public static IResourceBuilder<ProjectResource> AddProject(this IDistributedApplicationBuilder builder, string name, string projectPath, Action<ProjectResourceOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(projectPath);
        return builder.Add(name, new ProjectMetadata(Path.GetFullPath(projectPath, builder.AppHostDirectory)), configure);
    }

    private static void Take(this ProjectResourceOptions options, string? launchProfileName)
    {
        options.LaunchProfileName = launchProfileName;
        options.ExcludeLaunchProfile = launchProfileName is null;
    }

    private static IResourceBuilder<ProjectResource> Add<TMetadata>(this IDistributedApplicationBuilder builder, string name, TMetadata metadata, Action<ProjectResourceOptions> configure)
        where TMetadata : IProjectMetadata
    {
        ArgumentNullException.ThrowIfNull(configure);
        if (!File.Exists(metadata.ProjectPath))
        {
            throw new DistributedApplicationException($"The project '{metadata.ProjectPath}' of the resource '{name}' does not exist.");
        }

        var options = new ProjectResourceOptions();
        configure(options);

        var project = builder.AddResource(new ProjectResource(name)).WithAnnotation(metadata);
        if (options.ExcludeLaunchProfile)
        {
            project.WithAnnotation(new ExcludeLaunchProfileAnnotation());
        }
        else if (!string.IsNullOrEmpty(options.LaunchProfileName))
        {
            project.WithAnnotation(new LaunchProfileAnnotation(options.LaunchProfileName));
        }
        else if ((builder.Configuration["AppHost:DefaultLaunchProfileName"] ?? builder.Configuration["DOTNET_LAUNCH_PROFILE"]) is { Length: > 0 } appHostProfile)
        {
            project.WithAnnotation(new DefaultLaunchProfileAnnotation(appHostProfile));
        }

        project.WithConsoleAndTelemetry().WithOtlpExporter().WithUrlsFromEndpoints();
        if (LaunchSettingsReader.Select(project.Resource) is { } launch)
        {
            project.WithLaunchProfile(launch.Name, launch.Profile);
        }

        return project;
    }

    private static IResourceBuilder<ProjectResource> WithConsoleAndTelemetry(this IResourceBuilder<ProjectResource> project)
    {
        project.WithEnvironment("OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY", "in_memory");
        if (project.ApplicationBuilder.Environment.IsDevelopment())
        {
            project.WithEnvironment("OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION", "true");
            project.WithEnvironment("OTEL_DOTNET_EXPERIMENTAL_HTTPCLIENT_DISABLE_URL_QUERY_REDACTION", "true");
        }

        return project
            .WithEnvironment("DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION", "true")
            .WithEnvironment("LOGGING__CONSOLE__FORMATTERNAME", "simple");
    }

    /// <summary>Tells the project to listen on its endpoints, unless someone else does.</summary>
    private static void WithUrlsFromEndpoints(this IResourceBuilder<ProjectResource> project) => project.WithEnvironment(context =>
    {
        var endpoints = project.Resource.GetEndpoints()
            .Where(endpoint => endpoint.EndpointAnnotation is { UriScheme: "http" or "https", TargetPortEnvironmentVariable: null })
            .ToArray();
        if (endpoints is [] || context.EnvironmentVariables.ContainsKey(Urls))
        {
            return;
        }

        var urls = new ReferenceExpression.ExpressionInterpolatedStringHandler(0, endpoints.Length);
        foreach (var endpoint in endpoints)
        {
            urls.AppendLiteral(endpoint == endpoints[0] ? string.Empty : ";");
            urls.AppendLiteral($"{endpoint.Scheme}://{endpoint.EndpointAnnotation.TargetHost}:");
            urls.AppendFormatted(endpoint.Property(EndpointProperty.TargetPort));
        }

        context.EnvironmentVariables[Urls] = ReferenceExpression.Create(urls);
        if (endpoints.FirstOrDefault(endpoint => endpoint.IsHttps) is { } https)
        {
            context.EnvironmentVariables["ASPNETCORE_HTTPS_PORT"] = https.Property(EndpointProperty.Port);
        }
    });

    private static void WithLaunchProfile(this IResourceBuilder<ProjectResource> project, string name, LaunchProfile profile)
    {
        var urls = (profile.ApplicationUrl ?? string.Empty).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        foreach (var scheme in urls.Select(BindingAddress.Parse).GroupBy(address => address.Scheme))
        {
            foreach (var (index, address) in scheme.Index())
            {
                project.WithEndpoint(index == 0 ? scheme.Key : $"{scheme.Key}{index + 1}", endpoint =>
                {
                    endpoint.UriScheme = address.Scheme;
                    endpoint.TargetHost = address.Host;
                    endpoint.Port = address.Port;
                    endpoint.FromLaunchProfile = true;
                });
            }
        }

        if (Uri.TryCreate(profile.LaunchUrl, UriKind.RelativeOrAbsolute, out var launchUrl))
        {
            project.WithUrls(context =>
            {
                foreach (var url in context.Urls.Where(url => url.Endpoint?.EndpointAnnotation.FromLaunchProfile is true))
                {
                    url.Url = new Uri(new Uri(url.Url), launchUrl).ToString();
                }
            });
        }

        project.WithEnvironment(context =>
        {
            context.EnvironmentVariables.TryAdd("DOTNET_LAUNCH_PROFILE", name);
            foreach (var (variable, value) in profile.EnvironmentVariables)
            {
                context.EnvironmentVariables.TryAdd(variable, Environment.ExpandEnvironmentVariables(value));
            }
        });
    }
}
