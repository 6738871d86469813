using System.Security.Cryptography;
using TripLogger.Tests.Cognito.Support;

namespace TripLogger.Tests.Cognito;

/// <summary>A store that is spoilt, foreign or out of reach ends the start with one sentence, and is left as it was.</summary>
public sealed class StoreTests
{
    private const UnixFileMode Nothing = 0;
    private const UnixFileMode ReadAndEnter = UnixFileMode.UserRead | UnixFileMode.UserExecute;

    /// <summary>Each spoils a folder that an emulator has used; what it does, and the words that must be in the sentence.</summary>
    private static readonly Dictionary<string, (Func<string, Task> Spoil, string Words)> Stores = new()
    {
        ["database that is a text"] = (folder => WriteAsync(folder, "cognito.db", [.. Enumerable.Repeat((byte)'x', 5000)]), "is not a database"),
        ["database of one byte"] = (folder => CutAsync(folder, _ => 1), "is cut off, so what it held is lost"),
        ["database cut to nothing"] = (folder => CutAsync(folder, _ => 0), "is cut off, so what it held is lost"),
        ["database cut to its first page"] = (folder => CutAsync(folder, _ => 4096), "is damaged"),
        ["database cut in half"] = (folder => CutAsync(folder, length => length / 2), "is damaged"),
        ["database with a page overwritten"] = (folder => OverwriteAsync(folder, 3), "is damaged"),
        ["database that is a folder"] = (folder => ReplaceByFolderAsync(folder, "cognito.db"), "can't be opened for reading and writing"),
        ["database of another program"] = (folder => ForeignAsync(folder, "PRAGMA user_version = 0"), "is another program's database"),
        ["database of another program, versioned"] = (folder => ForeignAsync(folder, "PRAGMA user_version = 2"), "is another program's database"),
        ["database of another program, with its id"] =
            (folder => ForeignAsync(folder, "PRAGMA application_id = 7; PRAGMA user_version = 999"), "is another program's database"),
        ["database of a newer emulator"] =
            (folder => Sqlite.ExecuteAsync(Path.Combine(folder, "cognito.db"), "PRAGMA user_version = 999"), "was written by a newer Cognito emulator"),
        ["database that may not be read"] = (folder => ForbidAsync(folder, "cognito.db", Nothing), "give this user the right to"),
        ["key that is a text"] = (folder => WriteAsync(folder, "signing-key.pem", "no key"u8.ToArray()), "is not an RSA private key"),
        ["key of another kind"] = (folder => KeyAsync(folder, ECDsa.Create(ECCurve.NamedCurves.nistP256).ExportPkcs8PrivateKeyPem()), "is not an RSA private key"),
        ["key that is public"] = (folder => KeyAsync(folder, RSA.Create(2048).ExportSubjectPublicKeyInfoPem()), "is not an RSA private key"),
        ["key that is too short"] = (folder => KeyAsync(folder, RSA.Create(1024).ExportPkcs8PrivateKeyPem()), "is not an RSA private key of 2048 bits"),
        ["key that is a folder"] = (folder => ReplaceByFolderAsync(folder, "signing-key.pem"), "can't be read or written"),
        ["key that may not be read"] = (folder => ForbidAsync(folder, "signing-key.pem", Nothing), "give this user the right to"),
        ["data folder that is a file"] = (ReplaceFolderByFileAsync, "can't use its data folder"),
        ["data folder without the right to write"] = (LockOutAsync, "can't use its data folder"),
        ["lock that is a folder"] = (folder => ReplaceByFolderAsync(folder, "lock"), "can't use its data folder"),
    };

    public static TheoryData<string> Names => [.. Stores.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_store_that_can_not_be_used_is_one_sentence_and_exit_code_1(string store)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || !store.Contains("may not", StringComparison.Ordinal), "Rights of files as on Unix.");
        using var parent = new TemporaryFolder();
        var folder = Path.Combine(parent.Path, "cognito");
        await UseAsync(folder);
        var (spoil, words) = Stores[store];
        await spoil(folder);
        var before = await ContentAsync(folder);

        var (exitCode, errors) = await EmulatorProcess.RunAsync(folder, "http://127.0.0.1:0", WithoutPrivileges());

        Assert.True(exitCode == 1, $"The exit code is {exitCode}: {errors}");
        Assert.Single(errors.Trim().Split('\n'));
        Assert.Contains(folder, errors, StringComparison.Ordinal);
        Assert.Contains(words, errors, StringComparison.Ordinal);
        RestoreRights(folder);
        Assert.Equal(before, await ContentAsync(folder));
    }

    /// <summary>Who runs tests as root may read and write everything, unless those privileges are given up.</summary>
    private static string[] WithoutPrivileges() =>
        OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess ? ["setpriv", "--bounding-set=-all", "--inh-caps=-all", "--ambient-caps=-all"] : [];

    private static async Task UseAsync(string folder)
    {
        await using var emulator = await Emulator.StartOnAsync(folder);
        var pool = await TestPool.CreateAsync(emulator);
        await pool.SignUpAsync(TestPool.NewEmail());
    }

    private static Task WriteAsync(string folder, string file, byte[] content) => File.WriteAllBytesAsync(Path.Combine(folder, file), content);

    private static async Task KeyAsync(string folder, string pem) => await File.WriteAllTextAsync(Path.Combine(folder, "signing-key.pem"), pem);

    private static async Task CutAsync(string folder, Func<long, long> length)
    {
        await using var file = File.OpenWrite(Path.Combine(folder, "cognito.db"));
        file.SetLength(length(file.Length));
    }

    private static async Task OverwriteAsync(string folder, int page)
    {
        await using var file = File.OpenWrite(Path.Combine(folder, "cognito.db"));
        file.Position = page * 4096;
        await file.WriteAsync(RandomNumberGenerator.GetBytes(4096));
    }

    private static async Task ForeignAsync(string folder, string marks)
    {
        File.Delete(Path.Combine(folder, "cognito.db"));
        await Sqlite.ExecuteAsync(Path.Combine(folder, "cognito.db"), $"CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES ('mine'); {marks}");
    }

    private static Task ReplaceByFolderAsync(string folder, string file)
    {
        File.Delete(Path.Combine(folder, file));
        Directory.CreateDirectory(Path.Combine(folder, file));
        return Task.CompletedTask;
    }

    private static async Task ReplaceFolderByFileAsync(string folder)
    {
        Directory.Delete(folder, recursive: true);
        await File.WriteAllTextAsync(folder, "a file");
    }

    private static Task ForbidAsync(string folder, string file, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path.Combine(folder, file), mode);
        }

        return Task.CompletedTask;
    }

    private static Task LockOutAsync(string folder)
    {
        File.Delete(Path.Combine(folder, "lock"));
        return ForbidAsync(folder, "", ReadAndEnter);
    }

    private static void RestoreRights(string folder)
    {
        if (OperatingSystem.IsWindows() || !Directory.Exists(folder))
        {
            return;
        }

        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var file in Directory.GetFiles(folder))
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    /// <summary>What is in the folder that is worth keeping: the lock and SQLite's shared memory are not.</summary>
    private static async Task<Dictionary<string, string>> ContentAsync(string folder)
    {
        var content = new Dictionary<string, string>();
        foreach (var file in Directory.Exists(folder) ? Directory.GetFiles(folder) : [folder])
        {
            if (Path.GetFileName(file) is "lock" or "cognito.db-shm" or "cognito.db-wal")
            {
                continue;
            }

            content[file] = CanRead(file) ? Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken))) : "";
        }

        return content;

        static bool CanRead(string file) => OperatingSystem.IsWindows() || File.GetUnixFileMode(file) != Nothing;
    }
}
