using System.Diagnostics.Metrics;

namespace TripLogger.Api.Telemetry;

/// <summary>Counts what came of requests, beyond the status codes that ASP.NET Core counts by route. No measurement names anyone.</summary>
internal sealed class ApiMetrics
{
    public const string MeterName = "TripLogger.Api";

    private readonly Counter<long> _trips;
    private readonly Counter<long> _accounts;

    public ApiMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _trips = meter.CreateCounter<long>("triplogger.trips.writes", "{write}", "Writes of trips by outcome.");
        _accounts = meter.CreateCounter<long>("triplogger.accounts.closings", "{request}", "Requests to close an account by outcome.");
    }

    /// <param name="outcome">created, repeated (the first answer again, under one key), key_reused, updated, deleted or stale.</param>
    public void TripWritten(string outcome) => _trips.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    /// <param name="outcome">closed, unfinished or signed_out.</param>
    public void AccountClosing(string outcome) => _accounts.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
}
