using Microsoft.AspNetCore.Mvc;
using TripLogger.Api.Problems;
using TripLogger.Api.RateLimits;

namespace TripLogger.Api.Http;

public static class ApiGroup
{
    /// <summary>The largest body that any one resource needs, with room for escapes.</summary>
    public const int MaxBodyBytes = 64 * 1024;

    /// <summary>Maps <c>/api</c> with the policy of everything below it: who comes in, and how much they may send.</summary>
    public static RouteGroupBuilder MapApi(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("/api")
            .RequireAuthorization()
            .LimitRate()
            .LimitTime(TimeLimitExtensions.Person)
            .WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes))
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
}
