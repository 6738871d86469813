using TripLogger.AppHost.LocalCloud.Prerequisites;

namespace TripLogger.AppHost.LocalCloud;

/// <summary>Keeps a second AppHost away from the data folder; two emulators on one database would damage it.</summary>
internal sealed class DataDirectoryLock : IDisposable
{
    private readonly FileStream _file;

    private DataDirectoryLock(FileStream file) => _file = file;

    /// <summary>Takes the folder, creating it where needed.</summary>
    /// <exception cref="LocalCloudException">Another AppHost has it.</exception>
    public static DataDirectoryLock Take(string directory)
    {
        Directory.CreateDirectory(directory);
        return FileLock.TryTake(Path.Combine(directory, ".lock")) is { } file
            ? new(file)
            : throw new LocalCloudException(
                $"Another AppHost is using {directory}: stop that one, or give this one a folder of its own by LocalCloud__DataDirectory.");
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
