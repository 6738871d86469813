using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace TripLogger.ServiceDefaults;

/// <summary>
/// What every service of TripLogger has: telemetry, health, service discovery and resilient HTTP clients.
/// See <see href="https://aspire.dev/fundamentals/service-defaults/">Aspire service defaults</see>.
/// </summary>
public static class ServiceDefaultsExtensions
{
    private const string ReadinessPath = "/health";
    private const string LivenessPath = "/alive";
    private const string LivenessTag = "live";

    /// <summary>Adds telemetry, health checks, service discovery and HTTP resilience.</summary>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.AddOpenTelemetry();
        builder.Services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), [LivenessTag]);
        builder.Services.AddServiceDiscovery();
        builder.Services.ConfigureHttpClientDefaults(http =>
        {
            http.AddStandardResilienceHandler();
            http.AddServiceDiscovery();
        });

        return builder;
    }

    /// <summary>
    /// Maps <c>GET /health</c> (readiness: every check) and <c>GET /alive</c> (liveness: the process itself).
    /// Both answer 200 <c>Healthy</c> or 503 <c>Unhealthy</c> as text and tell nothing else, so they can be public.
    /// </summary>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        app.MapHealthChecks(ReadinessPath);
        app.MapHealthChecks(LivenessPath, new HealthCheckOptions { Predicate = check => check.Tags.Contains(LivenessTag) });
        return app;
    }

    private static void AddOpenTelemetry<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        // Aspire, and any collector, is announced by this variable; without one nobody would read what is collected.
        if (string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            return;
        }

        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
        });

        builder.Services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation())
            .WithTracing(tracing => tracing
                .AddSource(builder.Environment.ApplicationName)
                .AddAspNetCoreInstrumentation(options =>
                {
                    // Probes every few seconds would bury the requests that matter.
                    options.Filter = context =>
                        !context.Request.Path.StartsWithSegments(ReadinessPath)
                        && !context.Request.Path.StartsWithSegments(LivenessPath);
                    options.EnrichWithHttpResponse = AwsSpans.NameAfterOperation;
                })
                .AddHttpClientInstrumentation(options => options.EnrichWithHttpRequestMessage = AwsSpans.NameAfterOperation))
            .UseOtlpExporter();
        if (builder.Environment.IsDevelopment())
        {
            // Ctrl+C ends the dashboard too: what it no longer takes must not hold the process for the default 10 s.
            builder.Services.ConfigureAll<OtlpExporterOptions>(exporter => exporter.TimeoutMilliseconds = 1000);
        }
    }
}
