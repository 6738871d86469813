using Microsoft.Extensions.Options;

namespace CognitoEmulator.Hosting;

/// <summary>The folder with everything the emulator keeps, held by one process at a time.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly string _path;
    private readonly FileStream _lock;

    public DataFolder(IOptions<EmulatorOptions> options)
    {
        _path = Path.GetFullPath(options.Value.DataDirectory);
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(_path);
            }
            else
            {
                Directory.CreateDirectory(_path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }

            // The system drops the lock with the process, however it ends.
            _lock = OpenPrivate("lock", FileMode.OpenOrCreate);
        }
        catch (IOException error) when (IsHeldByAnother(error))
        {
            throw new StartRefusedException(
                $"Another Cognito emulator uses the data folder '{_path}': stop it, or set DataDirectory to a folder of its own.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException(
                $"The Cognito emulator can't use its data folder '{_path}' ({error.Message.TrimEnd('.')}): " +
                "make it a folder that this user may write to, or set DataDirectory to another one.",
                error);
        }
    }

    public string PathOf(string file) => Path.Combine(_path, file);

    /// <summary>Opens a file that nobody else on the machine may read.</summary>
    public FileStream OpenPrivate(string file, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(PathOf(file), options);
    }

    public void Dispose() => _lock.Dispose();

    /// <summary>The system's own number for a file that somebody else has opened for themselves.</summary>
    private static bool IsHeldByAnother(IOException error)
    {
        const int SharingViolation = unchecked((int)0x80070020);
        const int WouldBlockOnLinux = 11;
        const int WouldBlockOnMacOS = 35;
        return error.HResult == (OperatingSystem.IsWindows() ? SharingViolation : OperatingSystem.IsMacOS() ? WouldBlockOnMacOS : WouldBlockOnLinux);
    }
}
