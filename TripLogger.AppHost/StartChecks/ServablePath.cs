namespace TripLogger.AppHost.StartChecks;

/// <summary>Folders that Vite can't serve a page from: its URLs are made of their names, and give some characters a meaning of their own.</summary>
public static class ServablePath
{
    private static readonly char[] NotServable = ['#', '?', ':', '\\'];

    /// <summary>The sentence that names such a character in a path, or <see langword="null"/>.</summary>
    public static string? Fault(string path)
    {
        var folder = path[(Path.GetPathRoot(path)?.Length ?? 0)..].Split(Path.DirectorySeparatorChar).FirstOrDefault(folder => folder.IndexOfAny(NotServable) >= 0);
        return folder is null ? null
            : $"The page can't be served from {path}, because of the '{folder[folder.IndexOfAny(NotServable)]}' in '{folder}', " +
              "which has a meaning of its own in a URL: rename that folder, or move the repository, and start again.";
    }
}
