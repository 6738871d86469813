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
internal sealed class Database : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly string _connectionString;
    private readonly SqliteConnection _writer;

    public Database(DataFolder folder)
    {
        using (folder.OpenPrivate("cognito.db", FileMode.OpenOrCreate))
        {
            // Created here, so that it and its -wal file get the private mode.
        }

        _connectionString = new SqliteConnectionStringBuilder { DataSource = folder.PathOf("cognito.db"), ForeignKeys = true }.ToString();
        _writer = Open();
        _writer.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
        Schema.Upgrade(_writer, folder.PathOf("cognito.db"));
    }

    /// <summary>Reads what is committed.</summary>
    public T Read<T>(Func<DbConnection, T> query)
    {
        using var connection = Open();
        return query(connection);
    }

    /// <summary>Runs <paramref name="change"/> alone and as a whole: it is committed when this returns and gone when it throws.</summary>
    public async Task<T> WriteAsync<T>(Func<DbConnection, T> change, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            _writer.Execute("BEGIN IMMEDIATE");
            try
            {
                var result = change(_writer);
                _writer.Execute("COMMIT");
                return result;
            }
            catch
            {
                _writer.Execute("ROLLBACK");
                throw;
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc cref="WriteAsync{T}(Func{DbConnection, T}, CancellationToken)"/>
    public Task WriteAsync(Action<DbConnection> change, CancellationToken cancellation) =>
        WriteAsync(
            connection =>
            {
                change(connection);
                return true;
            },
            cancellation);

    public void Dispose()
    {
        _writer.Dispose();
        SqliteConnection.ClearPool(new SqliteConnection(_connectionString));
        _turn.Dispose();
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        return connection;
    }
}
