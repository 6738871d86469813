using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace TripLogger.Api.RateLimits;

public static class RateLimitExtensions
{
    /// <summary>Counts requests by user, and by address where there is no user.</summary>
    public static IHostApplicationBuilder AddRateLimits(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<RateLimitOptions>().BindConfiguration(RateLimitOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<CallerAddress>();
        builder.Services.AddSingleton<CallerRate>();
        builder.Services.AddRateLimiter(_ => { });
        builder.Services.AddOptions<RateLimiterOptions>().Configure<CallerRate>((limiter, rate) =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = async (rejected, _) => await TooManyRequests.Answer(rejected.HttpContext, rejected.Lease).ExecuteAsync(rejected.HttpContext);
            limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(PartitionedRateLimiter.Create<HttpContext, string>(Queue), rate.Limiter);
        });
        return builder;
    }

    /// <summary>Counts the requests to these routes.</summary>
    public static TBuilder LimitRate<TBuilder>(this TBuilder routes)
        where TBuilder : IEndpointConventionBuilder =>
        routes.WithMetadata(new CallerRate.Counted(), new ProducesResponseTypeMetadata(StatusCodes.Status429TooManyRequests, typeof(Microsoft.AspNetCore.Mvc.ProblemDetails), ["application/problem+json"]));

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
}
