namespace TripLogger.Tests.Fixtures;

/// <summary>Where things are in the repository, wherever the tests run from.</summary>
internal static class RepositoryPaths
{
    private static readonly HashSet<string> NotOurs = ["artifacts", "bin", "obj", "node_modules", "cdk.out", ".git", ".triplogger"];

    public static string Root { get; } = FindRoot();

    /// <summary>What this test run was built as: the name of the folder in <c>artifacts</c>, for example <c>debug</c>.</summary>
    public static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Name;

    /// <summary>The repository's own files that match a pattern, relative to its root: neither build output nor installed packages.</summary>
    public static IEnumerable<string> Files(string pattern) => FilesIn(Root, pattern).Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'));

    private static IEnumerable<string> FilesIn(string folder, string pattern) => Directory.EnumerateFiles(folder, pattern)
        .Concat(Directory.EnumerateDirectories(folder).Where(child => !NotOurs.Contains(Path.GetFileName(child))).SelectMany(child => FilesIn(child, pattern)));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "TripLogger.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"TripLogger.sln is in no folder above {AppContext.BaseDirectory}: run the tests from a build inside the repository.");
    }
}
