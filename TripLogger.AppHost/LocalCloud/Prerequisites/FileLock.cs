namespace TripLogger.AppHost.LocalCloud.Prerequisites;

/// <summary>A lock between processes: a file held open until this is disposed or the process ends, however it ends.</summary>
internal static class FileLock
{
    /// <summary>Takes the lock, or answers <see langword="null"/> at once when another process holds it.</summary>
    public static FileStream? TryTake(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    /// <summary>Takes the lock as soon as it is free.</summary>
    public static async Task<FileStream> WaitAsync(string path, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (true)
        {
            if (TryTake(path) is { } taken)
            {
                return taken;
            }

            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }
}
