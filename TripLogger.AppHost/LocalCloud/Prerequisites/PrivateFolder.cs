namespace TripLogger.AppHost.LocalCloud.Prerequisites;

/// <summary>A folder that nobody else on this machine may look into.</summary>
internal static class PrivateFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Creates the folder; one that is there already, open to others, is closed to them.</summary>
    /// <exception cref="LocalCloudException">It can't be created, or is somebody else's.</exception>
    public static void Create(string path)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                // A user's folders are theirs there.
                Directory.CreateDirectory(path);
            }
            else if (Directory.CreateDirectory(path, OwnerOnly).UnixFileMode != OwnerOnly)
            {
                File.SetUnixFileMode(path, OwnerOnly);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new LocalCloudException(
                $"The data folder {path} can't be used ({exception.Message.TrimEnd('.')}): make it yours, or set LocalCloud:DataDirectory to another one.", exception);
        }
    }
}
