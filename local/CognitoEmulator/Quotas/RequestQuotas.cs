using System.Threading.RateLimiting;
using CognitoEmulator.Protocol;

namespace CognitoEmulator.Quotas;

/// <summary>Counts requests as AWS does for an account in a region: over all pools. A bucket holds the requests of one second and refills all the time.</summary>
internal sealed class RequestQuotas(QuotaSettings settings) : IDisposable
{
    private readonly PartitionedRateLimiter<QuotaCategory>? _buckets = settings.Enabled
        ? PartitionedRateLimiter.Create<QuotaCategory, QuotaCategory>(category => RateLimitPartition.GetTokenBucketLimiter(category, _ => Bucket(settings[category])))
        : null;

    /// <exception cref="CognitoException">The category has no request left.</exception>
    public void Take(QuotaCategory category)
    {
        if (_buckets is not null && !TryTake(_buckets, category))
        {
            throw CognitoException.TooManyRequests();
        }
    }

    public void Dispose() => _buckets?.Dispose();

    private static bool TryTake(PartitionedRateLimiter<QuotaCategory> buckets, QuotaCategory category)
    {
        using var lease = buckets.AttemptAcquire(category);
        return lease.IsAcquired || (category == QuotaCategory.ChallengeResponses && TryTake(buckets, QuotaCategory.UserAuthentication));
    }

    private static TokenBucketRateLimiterOptions Bucket(int requestsPerSecond) => new()
    {
        TokenLimit = requestsPerSecond,
        TokensPerPeriod = requestsPerSecond,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        QueueLimit = 0,
    };
}
