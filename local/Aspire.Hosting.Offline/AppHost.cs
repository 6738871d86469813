using System.Reflection;

namespace Aspire.Hosting;

/// <summary>What the build has told the app host about itself and its projects, see build/AppHost.targets.</summary>
internal static class AppHost
{
    public static string? ProjectDirectory(Assembly? assembly) => Metadata(assembly, "apphostprojectpath");

    /// <summary>The build output of a project that the app host refers to.</summary>
    public static string? ProjectOutput(Assembly assembly, string projectPath) => Metadata(assembly, $"projectoutput:{projectPath}");

    /// <summary>The folders of the projects that the app host uses as libraries.</summary>
    public static IEnumerable<string> LibraryProjects(Assembly? assembly) => (Metadata(assembly, "libraryprojects") ?? string.Empty)
        .Split(';', StringSplitOptions.RemoveEmptyEntries)
        .Select(project => Path.GetDirectoryName(project)!);

    public static string? Metadata(Assembly? assembly, string key) => assembly?
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(attribute => attribute.Key == key)?.Value;
}
