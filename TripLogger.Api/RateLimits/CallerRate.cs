using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace TripLogger.Api.RateLimits;

/// <summary>How often a caller may come: a user, or an address where there is no user. Only routes that are <see cref="Counted"/> count.</summary>
internal sealed class CallerRate : IDisposable
{
    private readonly RateLimitOptions _options;
    private readonly CallerAddress _address;

    public CallerRate(IOptions<RateLimitOptions> options, CallerAddress address)
    {
        _options = options.Value;
        _address = address;
        Limiter = PartitionedRateLimiter.Create<HttpContext, string>(Partition);
    }

    /// <summary>Counts one for each request.</summary>
    public PartitionedRateLimiter<HttpContext> Limiter { get; }

    /// <summary>Counts a request some more times: it asks for as much as so many.</summary>
    /// <returns>What says when to come back, or null when the caller may go on.</returns>
    public RateLimitLease? CountMore(HttpContext context, int times)
    {
        // Who asks for more than anyone may have is let in alone.
        var more = Math.Min(times, _options.RequestsPerUser - 1);
        if (more < 1)
        {
            return null;
        }

        var lease = Limiter.AttemptAcquire(context, more);
        return lease.IsAcquired ? null : lease;
    }

    public void Dispose() => Limiter.Dispose();

    private RateLimitPartition<string> Partition(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<Counted>() is null)
        {
            return RateLimitPartition.GetNoLimiter("");
        }

        var (key, permits) = context.User.FindFirstValue("sub") is { } user
            ? ($"user {user}", _options.RequestsPerUser)
            : ($"address {_address.Of(context)}", _options.RequestsPerAddress);
        return RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = _options.Window });
    }

    /// <summary>Metadata of a route whose requests are counted.</summary>
    public sealed record Counted;
}
