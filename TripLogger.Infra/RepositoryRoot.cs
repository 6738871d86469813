namespace TripLogger.Infra;

/// <summary>Finds the repository that this program was built from, whatever the current directory is.</summary>
public static class RepositoryRoot
{
    private const string Marker = "TripLogger.sln";

    /// <summary>The directory that holds the solution.</summary>
    /// <exception cref="DeploymentException">The program runs outside the repository.</exception>
    public static string Find()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, Marker)))
            {
                return directory.FullName;
            }
        }

        throw new DeploymentException(
            $"No {Marker} above {AppContext.BaseDirectory}: the API is packaged from its sources, so run this from a clone of the repository.");
    }
}
