using Microsoft.Data.Sqlite;

namespace TripLogger.Tests.Cognito.Support;

/// <summary>Changes a database file behind the emulator's back.</summary>
public static class Sqlite
{
    public static async Task ExecuteAsync(string file, string script)
    {
        await using var database = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        await database.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = database.CreateCommand();
#pragma warning disable CA2100 // A test's own text.
        command.CommandText = script;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
