using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace TripLogger.Api.RateLimits;

public static class RateLimitExtensions
{
    private const string Policy = "caller";

    /// <summary>Counts requests by user, and by address where there is no user.</summary>
    public static IHostApplicationBuilder AddRateLimits(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<RateLimitOptions>().BindConfiguration(RateLimitOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<CallerAddress>();
        builder.Services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = RejectAsync;
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(Queue);
            limiter.AddPolicy(Policy, Partition);
        });
        return builder;
    }

    /// <summary>Counts the requests to these routes.</summary>
    public static TBuilder LimitRate<TBuilder>(this TBuilder routes)
        where TBuilder : IEndpointConventionBuilder =>
        routes.RequireRateLimiting(Policy).WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status429TooManyRequests, typeof(Microsoft.AspNetCore.Mvc.ProblemDetails), ["application/problem+json"]));

    /// <summary>
    /// One user's requests are at work in small numbers and the others wait in line: their writes meet in the user's
    /// summary, where a thousand at once would only time out and come again.
    /// </summary>
    private static RateLimitPartition<string> Queue(HttpContext context)
    {
        if (context.User.FindFirstValue("sub") is not { } user)
        {
            return RateLimitPartition.GetNoLimiter("");
        }

        var options = context.RequestServices.GetRequiredService<IOptions<RateLimitOptions>>().Value;
        return RateLimitPartition.GetConcurrencyLimiter(user, _ => new ConcurrencyLimiterOptions { PermitLimit = options.RequestsAtOncePerUser, QueueLimit = options.RequestsPerUser });
    }

    private static RateLimitPartition<string> Partition(HttpContext context)
    {
        var options = context.RequestServices.GetRequiredService<IOptions<RateLimitOptions>>().Value;
        var (key, permits) = context.User.FindFirstValue("sub") is { } user
            ? ($"user {user}", options.RequestsPerUser)
            : ($"address {context.RequestServices.GetRequiredService<CallerAddress>().Of(context)}", options.RequestsPerAddress);
        return RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = options.Window });
    }

    private static async ValueTask RejectAsync(OnRejectedContext rejected, CancellationToken cancellationToken)
    {
        var context = rejected.HttpContext;
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var retryAfter) ? retryAfter : TimeSpan.FromSeconds(1);
        context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        await TypedResults.Problem("You have sent too many requests: wait as long as Retry-After says.", statusCode: StatusCodes.Status429TooManyRequests).ExecuteAsync(context);
    }
}
