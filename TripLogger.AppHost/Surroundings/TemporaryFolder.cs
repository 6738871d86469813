using System.Reflection;
using TripLogger.AppHost.LocalCloud.Prerequisites;

namespace TripLogger.AppHost.Surroundings;

/// <summary>
/// A temporary folder for this AppHost and all that it starts, which goes with it: the CDK leaves 66 MB behind each time it
/// is used (https://github.com/aws/jsii/issues/700), and programs that are killed leave something too.
/// </summary>
internal sealed class TemporaryFolder : IDisposable
{
    /// <summary>Short, because a socket's path has only some hundred characters.</summary>
    private const string Prefix = "trip-";

    /// <summary>Held open as long as the folder is used, however its user ends.</summary>
    private const string LockFile = ".lock";

    /// <summary>Younger ones may belong to an AppHost that has not locked its own yet.</summary>
    private static readonly TimeSpan Youth = TimeSpan.FromMinutes(1);

    private readonly string _path;
    private readonly FileStream _lock;

    private TemporaryFolder(string path, FileStream held) => (_path, _lock) = (path, held);

    private static string[] Variables => OperatingSystem.IsWindows() ? ["TEMP", "TMP"] : ["TMPDIR"];

    /// <summary>
    /// Creates it, and deletes those of AppHosts that were killed. A host that runs this AppHost within its own process
    /// has temporary files of its own: there it answers <see langword="null"/>.
    /// </summary>
    /// <exception cref="DistributedApplicationException">There is no usable place for temporary files.</exception>
    public static TemporaryFolder? Take()
    {
        if (Assembly.GetEntryAssembly() != typeof(TemporaryFolder).Assembly)
        {
            return null;
        }

        var parent = Path.GetTempPath();
        try
        {
            foreach (var older in Directory.EnumerateDirectories(parent, $"{Prefix}*").Where(IsOurs))
            {
                DeleteUnlessUsed(older);
            }

            var path = Directory.CreateTempSubdirectory(Prefix).FullName;
            var held = FileLock.TryTake(Path.Combine(path, LockFile)) ?? throw new IOException($"{path} is in use");
            foreach (var variable in Variables)
            {
                Environment.SetEnvironmentVariable(variable, path);
            }

            return new(path, held);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DistributedApplicationException(
                $"The folder for temporary files, {parent}, can't be used ({Reason(parent, exception)}): " +
                $"create it and make it writable, or set {Variables[0]} to another one, and start again.", exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _lock.Dispose();
        Delete(_path);
    }

    private static string Reason(string parent, Exception exception) =>
        Directory.Exists(parent) ? exception.Message.TrimEnd('.') : File.Exists(parent.TrimEnd(Path.DirectorySeparatorChar)) ? "it is a file" : "it does not exist";

    private static bool IsOurs(string folder) =>
        File.Exists(Path.Combine(folder, LockFile)) && Directory.GetLastWriteTimeUtc(folder) < DateTime.UtcNow - Youth;

    private static void DeleteUnlessUsed(string folder)
    {
        try
        {
            using var held = FileLock.TryTake(Path.Combine(folder, LockFile));
            if (held is null)
            {
                return;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another user's.
            return;
        }

        Delete(folder);
    }

    private static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A program that has not quite ended has a file in it. The next start deletes it.
        }
    }
}
