namespace TripLogger.Benchmarks.Backends;

/// <summary>What stands behind both servers.</summary>
internal interface IBackend : IAsyncDisposable
{
    string Name { get; }

    /// <summary>Where it answers DynamoDB's requests.</summary>
    Uri Endpoint { get; }
}

/// <summary>The tables' names.</summary>
internal static class Tables
{
    public const string Users = "triplogger-develop-UserTable";
    public const string Trips = "triplogger-develop-TripTable";
    public const string Closings = "triplogger-develop-ClosingTable";
}
