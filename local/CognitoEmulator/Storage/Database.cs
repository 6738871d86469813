using System.Data.Common;
using CognitoEmulator.Hosting;
using Dapper;
using Microsoft.Data.Sqlite;

namespace CognitoEmulator.Storage;

/// <summary>
/// SQLite in write-ahead mode: readers never wait, writers queue up here, so that there is never a "database is locked".
/// A commit is in the operating system's hands before it is acknowledged, so it survives the death of the process
/// (<c>synchronous=NORMAL</c>); only a power failure can lose the last ones, never damage the file.
/// See <see href="https://www.sqlite.org/wal.html">Write-Ahead Logging</see>.
/// </summary>
internal sealed partial class Database : IDisposable
{
    // What is shorter passes for a new database with SQLite.
    private const int SmallestPage = 512;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly ILogger<Database> _logger;
    private readonly string _file;
    private readonly string _connectionString;
    private readonly SqliteConnection _writer;
    private volatile string? _failure;

    /// <exception cref="StartRefusedException">The file is not this emulator's, damaged, or can't be used.</exception>
    public Database(DataFolder folder, ILogger<Database> logger)
    {
        _logger = logger;
        _file = folder.PathOf("cognito.db");
        CreatePrivate(folder);
        _connectionString = new SqliteConnectionStringBuilder { DataSource = _file, ForeignKeys = true }.ToString();
        try
        {
            _writer = Open();
            Schema.Verify(_writer, _file);
            _writer.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
            Schema.Upgrade(_writer);
        }
        catch (SqliteException error) when (StoreFailure.Describe(error, _file) is { } reason)
        {
            _writer?.Dispose();
            throw new StartRefusedException(reason, error);
        }
    }

    /// <summary>Reads what is committed.</summary>
    /// <exception cref="StoreException">The file can't be read.</exception>
    public T Read<T>(Func<DbConnection, T> query)
    {
        try
        {
            using var connection = Open();
            return query(connection);
        }
        catch (SqliteException error) when (StoreFailure.Describe(error, _file) is { } reason)
        {
            throw Failed(reason, error);
        }
    }

    /// <summary>Runs <paramref name="change"/> alone and as a whole: it is committed when this returns and gone when it throws.</summary>
    /// <param name="committed">What follows from the commit, before the next change.</param>
    /// <exception cref="StoreException">It could not be stored.</exception>
    public async Task<T> WriteAsync<T>(Func<DbConnection, T> change, CancellationToken cancellation, Action? committed = null)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            using var transaction = _writer.BeginTransaction(deferred: false);
            var result = change(_writer);
            transaction.Commit();
            committed?.Invoke();
            Recovered();
            return result;
        }
        catch (SqliteException error) when (StoreFailure.Describe(error, _file) is { } reason)
        {
            throw Failed(reason, error);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc cref="WriteAsync{T}(Func{DbConnection, T}, CancellationToken, Action)"/>
    public Task WriteAsync(Action<DbConnection> change, CancellationToken cancellation, Action? committed = null) =>
        WriteAsync(
            connection =>
            {
                change(connection);
                return true;
            },
            cancellation,
            committed);

    /// <summary>Whether the store can be used; after a failure, by writing to it.</summary>
    /// <returns>Why not, in one sentence; null when it can.</returns>
    public async Task<string?> ProbeAsync(CancellationToken cancellation)
    {
        try
        {
            // What is written to a file without a name is gone with this process.
            if (!File.Exists(_file))
            {
                return $"'{_file}' was deleted while the emulator runs: what it stores now is lost with it; start it again.";
            }

            Read(connection => connection.ExecuteScalar<long>("SELECT count(*) FROM user_pools"));
            if (_failure is not null)
            {
                await WriteAsync(Schema.Touch, cancellation);
            }

            return null;
        }
        catch (StoreException error)
        {
            return error.Message;
        }
    }

    public void Dispose()
    {
        _writer.Dispose();
        SqliteConnection.ClearPool(new SqliteConnection(_connectionString));
        _turn.Dispose();
    }

    /// <summary>Creates the file before SQLite does, so that it and its -wal file get the private mode.</summary>
    private void CreatePrivate(DataFolder folder)
    {
        try
        {
            if (File.Exists(_file) && new FileInfo(_file).Length < SmallestPage)
            {
                throw new StartRefusedException($"'{_file}' is cut off, so what it held is lost: {StoreFailure.Anew}");
            }

            folder.OpenPrivate("cognito.db", FileMode.OpenOrCreate).Dispose();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException(
                $"'{_file}' can't be opened for reading and writing ({error.Message.TrimEnd('.')}): " +
                "give this user the right to, or set DataDirectory to another folder.",
                error);
        }
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        return connection;
    }

    private StoreException Failed(string reason, SqliteException error)
    {
        if (_failure != reason)
        {
            _failure = reason;
            LogFailed(_logger, reason);
        }

        return new StoreException(reason, error);
    }

    private void Recovered()
    {
        if (_failure is not null)
        {
            _failure = null;
            LogRecovered(_logger, _file);
        }
    }

    [LoggerMessage(LogLevel.Error, "{Reason}")]
    private static partial void LogFailed(ILogger logger, string reason);

    [LoggerMessage(LogLevel.Information, "'{File}' can be written again.")]
    private static partial void LogRecovered(ILogger logger, string file);
}
