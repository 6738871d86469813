using System.Text.RegularExpressions;
using TripLogger.Api.Http;
using TripLogger.Api.RateLimits;
using TripLogger.Api.Trips;

namespace TripLogger.Api.PublicTrips;

public static partial class PublicTripEndpoints
{
    private static readonly TimeSpan CachedFor = TimeSpan.FromSeconds(10);

    /// <summary>Adds what reads public trips, and the cache of their pages.</summary>
    public static IHostApplicationBuilder AddPublicTrips(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<PublicTripReader>();
        // Only what the list knows tells pages apart, else a made-up parameter would pass by the cache.
        builder.Services.AddOutputCache(cache => cache.AddPolicy(nameof(PublicTrips), policy => policy.Expire(CachedFor).SetVaryByQuery("limit", "cursor")));
        return builder;
    }

    /// <summary>Maps the list that needs no token.</summary>
    public static void MapPublicTrips(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/public/trips", List)
            .LimitRate()
            .CacheOutput(nameof(PublicTrips))
            .WithTags("Public trips")
            .WithName("ListPublicTrips")
            .WithSummary("Trips that their owners made public, newest published first")
            .Produces<Page<PublicTrip>>()
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<IResult> List([AsParameters] PageQuery query, PublicTripReader trips, CancellationToken cancellationToken)
    {
        var cursors = new Cursors("public/trips", "", SortKey().IsMatch);
        var (limit, lastKey, refused) = query.Read(cursors);
        if (refused is not null)
        {
            return refused;
        }

        var (page, last) = await trips.ListAsync(limit, lastKey, cancellationToken);
        return TypedResults.Ok(new Page<PublicTrip>(page, last is null ? null : cursors.Write(last)));
    }

    [GeneratedRegex($@"\A[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}T[0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}\.[0-9]{{3}}Z#{TripCursors.IdForm}\z")]
    private static partial Regex SortKey();
}
