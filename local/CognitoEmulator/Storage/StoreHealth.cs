using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CognitoEmulator.Storage;

/// <summary>Tells in <c>/health</c> whether the emulator can store what it is told.</summary>
internal sealed class StoreHealth(Database database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await database.ProbeAsync(cancellationToken) is { } reason ? HealthCheckResult.Unhealthy(reason) : HealthCheckResult.Healthy();

    /// <summary>The status, and what keeps it from being healthy: who asks is on this machine.</summary>
    public static Task WriteAsync(HttpContext http, HealthReport report)
    {
        http.Response.ContentType = "text/plain";
        var reasons = report.Entries.Values.Select(entry => entry.Description).OfType<string>();
        return http.Response.WriteAsync(string.Join(": ", reasons.Prepend(report.Status.ToString())), http.RequestAborted);
    }
}
