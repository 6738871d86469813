using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace CognitoEmulator.Storage;

/// <summary>The store can't be read or written now; the message says why, in one sentence. What was asked for is not done.</summary>
internal sealed class StoreException(string message, Exception inner) : Exception(message, inner);

/// <summary>Errors of the file, told apart from those of a statement.</summary>
internal static class StoreFailure
{
    /// <summary>What is wrong with the file, and the cure; null for an error that a statement made, such as a broken constraint.</summary>
    public static string? Describe(SqliteException error, string file) => error.SqliteErrorCode switch
    {
        SQLITE_FULL => $"There is no space left on the disk of '{file}' ({Text(error)}): nothing is stored until some is freed.",
        SQLITE_IOERR => $"'{file}' can't be read or written ({Text(error)}): nothing is stored until the disk takes it again.",
        SQLITE_NOTADB => $"'{file}' is not a database: {Anew}",
        SQLITE_CORRUPT => Damaged(file, Text(error)),
        SQLITE_CANTOPEN or SQLITE_READONLY or SQLITE_PERM or SQLITE_AUTH =>
            $"'{file}' can't be opened for reading and writing ({Text(error)}): give this user the right to, or set DataDirectory to another folder.",
        SQLITE_BUSY or SQLITE_LOCKED => $"'{file}' is locked by another program ({Text(error)}): close it there.",
        _ => null,
    };

    public static string Damaged(string file, string reason) => $"'{file}' is damaged ({reason}): {Anew}";

    /// <summary>The cure for a store that can't be mended.</summary>
    public const string Anew =
        "put back a copy of it, or delete it (with its -wal and -shm files) to start anew, or set DataDirectory to another folder.";

    private static string Text(SqliteException error) => sqlite3_errstr(error.SqliteExtendedErrorCode).utf8_to_string();
}
