using Microsoft.Extensions.Caching.Hybrid;

namespace TripLogger.Api.Http;

/// <summary>
/// What many callers ask for at once is read once, and kept for seconds. The work belongs to none of them: it goes on as long as one of them
/// waits, and whoever leaves takes nothing from the others. See
/// <see href="https://learn.microsoft.com/aspnet/core/performance/caching/hybrid">HybridCache</see>.
/// </summary>
internal static class SharedReads
{
    /// <summary>Bounds the memory for what nobody but its inventor asks for: cursors can be made up.</summary>
    private const int MaxBytes = 64 * 1024 * 1024;

    /// <summary>Adds <see cref="HybridCache"/>, in this process's memory alone.</summary>
    public static IHostApplicationBuilder AddSharedReads(this IHostApplicationBuilder builder)
    {
        builder.Services.AddMemoryCache(cache => cache.SizeLimit = MaxBytes);
        builder.Services.AddHybridCache();
        return builder;
    }

    /// <summary>Keeps something for so long.</summary>
    public static HybridCacheEntryOptions KeptFor(TimeSpan time) => new() { Expiration = time, Flags = HybridCacheEntryFlags.DisableDistributedCache };
}
