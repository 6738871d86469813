using OpenTelemetry.Metrics;

namespace TripLogger.Api.Telemetry;

public static class TelemetryExtensions
{
    /// <summary>Adds <see cref="ApiMetrics"/>, and the rate limiter's own, to what is exported.</summary>
    public static IHostApplicationBuilder AddApiMetrics(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ApiMetrics>();
        builder.Services.ConfigureOpenTelemetryMeterProvider(metrics => metrics.AddMeter(ApiMetrics.MeterName, "Microsoft.AspNetCore.RateLimiting"));
        return builder;
    }
}
