using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>What is different in a test: no dashboard, random ports, and the launch settings, which nobody else reads there.</summary>
internal static class TestingConfiguration
{
    public static void Apply(
        Assembly appHost,
        string[] args,
        DistributedApplicationOptions options,
        HostApplicationBuilderSettings settings,
        Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configureBuilder)
    {
        settings.Args = [.. settings.Args ?? [], .. settings.Args is null || !ReferenceEquals(settings.Args, args) ? args : []];
        settings.ApplicationName = appHost.GetName().Name;
        options.AssemblyName = appHost.GetName().Name;
        options.DisableDashboard = true;
        options.EnableResourceLogging = true;
        if (AppHost.ProjectDirectory(appHost) is { } directory && Directory.Exists(directory))
        {
            settings.ContentRootPath = directory;
        }

        SetDefaults(settings, new()
        {
            ["DcpPublisher:RandomizePorts"] = "true",
            ["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true",
        });
        configureBuilder(options, settings);
        SetDefaults(settings, LaunchSettings(appHost, settings));
    }

    private static Dictionary<string, string?> LaunchSettings(Assembly appHost, HostApplicationBuilderSettings settings)
    {
        var defaults = new Dictionary<string, string?>();
        if (settings.ContentRootPath is null || LaunchSettingsReader.Read(settings.ContentRootPath) is not { Profiles.Count: > 0 } launchSettings)
        {
            return defaults;
        }

        var name = Existing(settings)["DOTNET_LAUNCH_PROFILE"] is { Length: > 0 } wanted ? wanted : launchSettings.Profiles.First().Key;
        if (!launchSettings.Profiles.TryGetValue(name, out var profile))
        {
            throw new InvalidOperationException($"The launch settings of '{appHost.GetName().Name}' have no profile '{name}'.");
        }

        defaults["DOTNET_LAUNCH_PROFILE"] = name;
        foreach (var (variable, value) in profile.EnvironmentVariables)
        {
            defaults[variable] = value;
            foreach (var prefix in (string[])["DOTNET_", "ASPNETCORE_"])
            {
                if (variable.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                {
                    defaults[variable[prefix.Length..]] = value;
                }
            }
        }

        return defaults;
    }

    private static void SetDefaults(HostApplicationBuilderSettings settings, Dictionary<string, string?> defaults)
    {
        var existing = Existing(settings);
        var missing = defaults.Where(setting => existing[setting.Key] is null).ToArray();
        settings.Configuration!.AddInMemoryCollection(missing);
    }

    private static IConfigurationRoot Existing(HostApplicationBuilderSettings settings) => new ConfigurationBuilder()
        .AddConfiguration(settings.Configuration!)
        .AddCommandLine(settings.Args ?? [])
        .Build();
}
