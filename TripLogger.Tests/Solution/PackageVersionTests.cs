using System.Reflection;
using System.Text.Json;
using System.Xml.Linq;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.Solution;

/// <summary>Two builds of the same sources use the same packages.</summary>
public sealed class PackageVersionTests
{
    [Fact]
    public void Every_package_is_pinned_the_transitive_ones_too()
    {
        Assert.SkipWhen(
            typeof(PackageVersionTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Any(metadata => metadata is { Key: "AspireHostingAws", Value: "package" }),
            "This build uses AWS's package Aspire.Hosting.AWS: what that depends on is its own choice.");
        var pinned = XDocument.Load(Path.Combine(RepositoryPaths.Root, "Directory.Packages.props"))
            .Descendants("PackageVersion").Select(package => (string)package.Attribute("Include")!)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var used = Directory.EnumerateFiles(Path.Combine(RepositoryPaths.Root, "artifacts", "obj"), "project.assets.json", SearchOption.AllDirectories)
            .SelectMany(PackagesIn).Distinct();

        Assert.Empty(used.Where(package => !pinned.Contains(package) && !FollowsAspire(package) && !ComesWithDotNet(package))
            .Order().Select(package => $"{package}: add it to Directory.Packages.props"));
    }

    /// <summary>Engine and dashboard: Aspire's SDK names the packages of this machine's system, in the version of Aspire.Hosting.AppHost.</summary>
    private static bool FollowsAspire(string package) =>
        package.StartsWith("Aspire.Hosting.Orchestration.", StringComparison.Ordinal) || package.StartsWith("Aspire.Dashboard.Sdk.", StringComparison.Ordinal);

    /// <summary>Of these, the runtime's own version is used wherever it is the newer one.</summary>
    private static bool ComesWithDotNet(string package) =>
        File.Exists(Path.Combine(Path.GetDirectoryName(typeof(Microsoft.AspNetCore.Builder.WebApplication).Assembly.Location)!, $"{package}.dll"));

    private static List<string> PackagesIn(string assets)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(assets));
        return [.. document.RootElement.GetProperty("libraries").EnumerateObject()
            .Where(library => library.Value.GetProperty("type").GetString() == "package")
            .Select(library => library.Name.Split('/')[0])];
    }
}
