using System.Globalization;

namespace TripLogger.AppHost.StartChecks;

/// <summary>Finds out which program listens on a port, where the system tells it as files: on Linux, and of processes of the same user.</summary>
internal static class PortOwner
{
    private const string Listening = "0A";

    private static readonly string[] Tables = ["/proc/net/tcp", "/proc/net/tcp6"];

    /// <summary>The program and its process id, such as <c>java (process 4711)</c>; <see langword="null"/> when that is not to be found out.</summary>
    public static string? Find(int port)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        var ending = string.Create(CultureInfo.InvariantCulture, $":{port:X4}");
        var sockets = Tables.Where(File.Exists).SelectMany(File.ReadLines).Skip(1)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            // Columns: number, local address, remote address, state, …, inode.
            .Where(columns => columns is [_, var local, _, Listening, ..] && local.EndsWith(ending, StringComparison.Ordinal))
            .Select(columns => $"socket:[{columns[9]}]")
            .ToHashSet();
        return Directory.EnumerateDirectories("/proc")
            .Where(process => int.TryParse(Path.GetFileName(process), out _))
            .Select(process => NameIfItHolds(process, sockets))
            .FirstOrDefault(name => name is not null);
    }

    private static string? NameIfItHolds(string process, HashSet<string> sockets)
    {
        try
        {
            return Directory.EnumerateFiles(Path.Combine(process, "fd")).Any(file => new FileInfo(file).LinkTarget is { } target && sockets.Contains(target))
                ? $"{File.ReadAllText(Path.Combine(process, "comm")).Trim()} (process {Path.GetFileName(process)})"
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It ended meanwhile, or is another user's.
            return null;
        }
    }
}
