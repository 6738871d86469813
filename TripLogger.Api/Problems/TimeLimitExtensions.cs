using Microsoft.AspNetCore.Http.Timeouts;

namespace TripLogger.Api.Problems;

/// <summary>How long a caller waits at most, whatever the services behind us do. Each of them has limits of its own; this is for all together.</summary>
internal static partial class TimeLimitExtensions
{
    /// <summary>For most routes: a person waits.</summary>
    public const string Person = nameof(Person);

    /// <summary>For what reads or writes many pages, below API Gateway's 30 s.</summary>
    public const string ManyPages = nameof(ManyPages);

    /// <summary>Adds both limits.</summary>
    public static IHostApplicationBuilder AddTimeLimits(this IHostApplicationBuilder builder)
    {
        builder.Services.AddRequestTimeouts(limits =>
        {
            limits.AddPolicy(Person, Policy(TimeSpan.FromSeconds(4.5)));
            limits.AddPolicy(ManyPages, Policy(TimeSpan.FromSeconds(25)));
        });
        return builder;
    }

    /// <summary>Sets the limit of these routes.</summary>
    public static TBuilder LimitTime<TBuilder>(this TBuilder routes, string limit)
        where TBuilder : IEndpointConventionBuilder => routes.WithMetadata(new RequestTimeoutAttribute(limit));

    private static RequestTimeoutPolicy Policy(TimeSpan limit) => new()
    {
        Timeout = limit,
        TimeoutStatusCode = StatusCodes.Status503ServiceUnavailable,
        WriteTimeoutResponse = static context =>
        {
            Log.TooLong(context.RequestServices.GetRequiredService<ILogger<RequestTimeoutPolicy>>(), context.GetEndpoint()?.DisplayName);
            return KnownExceptionHandler.Unavailable(context).ExecuteAsync(context);
        },
    };

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Endpoint} took too long and was given up")]
        public static partial void TooLong(ILogger logger, string? endpoint);
    }
}
