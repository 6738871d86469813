using System.Globalization;
using System.Threading.RateLimiting;

namespace TripLogger.Api.RateLimits;

/// <summary>The answer to a caller who comes too often.</summary>
internal static class TooManyRequests
{
    public static IResult Answer(HttpContext context, RateLimitLease lease)
    {
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var retryAfter) ? retryAfter : TimeSpan.FromSeconds(1);
        context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return TypedResults.Problem("You have sent too many requests: wait as long as Retry-After says.", statusCode: StatusCodes.Status429TooManyRequests);
    }
}
