using System.Text.Json;
using Microsoft.Extensions.Caching.Hybrid;
using TripLogger.Api.Http;
using TripLogger.Api.RateLimits;

namespace TripLogger.Api.PublicTrips;

public static class PublicTripEndpoints
{
    private static readonly HybridCacheEntryOptions Cached = SharedReads.KeptFor(TimeSpan.FromSeconds(10));

    /// <summary>Adds what reads public trips.</summary>
    public static IHostApplicationBuilder AddPublicTrips(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<PublicTripReader>();
        return builder;
    }

    /// <summary>Maps the list that needs no token.</summary>
    public static void MapPublicTrips(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/public/trips", List)
            .LimitRate()
            .WithTags("Public trips")
            .WithName("ListPublicTrips")
            .WithSummary("Trips that their owners made public, newest published first")
            .Produces<Page<PublicTrip>>()
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    /// <summary>Pages are told apart by what they hold, not by how someone wrote the request.</summary>
    private static async Task<IResult> List([AsParameters] PageQuery query, PublicTripReader trips, HybridCache cache, CancellationToken cancellationToken)
    {
        var cursors = new Cursors("public/trips", "", PublicTripKey.IsKey);
        var (limit, lastKey, refused) = query.Read(cursors);
        if (refused is not null)
        {
            return refused;
        }

        var json = await cache.GetOrCreateAsync(
            $"public/trips {limit} {lastKey}",
            (trips, limit, lastKey, cursors),
            static async (asked, cancel) =>
            {
                var (page, last) = await asked.trips.ListAsync(asked.limit, asked.lastKey, cancel);
                return JsonSerializer.SerializeToUtf8Bytes(new Page<PublicTrip>(page, last is null ? null : asked.cursors.Write(last)), ApiJsonContext.Default.PagePublicTrip);
            },
            Cached,
            cancellationToken: cancellationToken);
        return TypedResults.Bytes(json, "application/json; charset=utf-8");
    }
}
