using CliWrap;
using CliWrap.Buffered;

namespace TripLogger.AppHost.StartChecks;

/// <summary>Looks whether a folder can be used, and says whose it is when it can't.</summary>
internal static class WritableFolder
{
    /// <summary>Creates a folder where there is none, and makes sure that it and the files in it can be written.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="what">What it is, for the sentence.</param>
    /// <param name="cure">What to do about it.</param>
    /// <param name="cancellationToken">Ends the search for its owner.</param>
    /// <exception cref="DistributedApplicationException">It can't be used.</exception>
    public static async Task RequireAsync(string path, string what, string cure, CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(path);
            using var probe = new FileStream(Path.Combine(path, $".probe-{Guid.NewGuid():N}"), new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                Options = FileOptions.DeleteOnClose,
            });
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw await UnusableAsync(path, what, cure, exception, cancellationToken);
        }

        if (await NotOursAsync(path, cancellationToken) is { } file)
        {
            throw new DistributedApplicationException($"{what} {path} holds {file}: make it yours (chown), or {cure}");
        }
    }

    private static async Task<DistributedApplicationException> UnusableAsync(string path, string what, string cure, Exception exception, CancellationToken cancellationToken)
    {
        var obstacle = Ancestors(path).FirstOrDefault(File.Exists);
        var nearest = Ancestors(path).FirstOrDefault(Directory.Exists);
        var reason = obstacle is not null ? $"{(obstacle == path ? "it" : obstacle)} is a file"
            : exception is UnauthorizedAccessException && nearest is not null ? $"{(nearest == path ? "it" : nearest)} can't be written{await OwnerAsync(nearest, cancellationToken)}"
            : exception.Message.TrimEnd('.');
        return new($"{what} {path} can't be used ({reason}): {cure}", exception);
    }

    private static IEnumerable<string> Ancestors(string? path)
    {
        for (; path is not null; path = Path.GetDirectoryName(path))
        {
            yield return path;
        }
    }

    private static async Task<string?> NotOursAsync(string folder, CancellationToken cancellationToken)
    {
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            try
            {
                using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            }
            catch (UnauthorizedAccessException)
            {
                return $"{Path.GetRelativePath(folder, file)}, which can't be written{await OwnerAsync(file, cancellationToken)}";
            }
            catch (IOException)
            {
                // Somebody uses it, or it is gone meanwhile: that is found out, and told, by those who need it.
            }
        }

        return null;
    }

    /// <summary>Whose a file or folder is. .NET does not tell, so this asks the one program that every Unix has.</summary>
    private static async Task<string> OwnerAsync(string path, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
        {
            return "";
        }

        var listing = await Cli.Wrap("ls").WithArguments(["-ld", path]).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(cancellationToken);
        return listing.StandardOutput.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, _, var owner, ..] && owner != Environment.UserName
            ? $" and belongs to {owner}"
            : "";
    }
}
