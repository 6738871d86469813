using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using TripLogger.Api.Authentication;
using TripLogger.Api.Http;
using TripLogger.Api.Telemetry;

namespace TripLogger.Api.Trips;

public static class TripEndpoints
{
    /// <summary>Maps the caller's own trips; anyone else's do not exist here.</summary>
    public static void MapTrips(this IEndpointRouteBuilder api)
    {
        var trips = api.MapGroup("").WithTags("Trips");

        trips.MapGet("/trips", List)
            .WithName("ListTrips")
            .WithSummary("Your trips by the day they began, latest first")
            .WithDescription("Eventually consistent: for a moment the list may be without what was just written. POST and PUT answer the trip as it is stored.")
            .Produces<Page<Trip>>()
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status410Gone);

        trips.MapPost("/trips", Create)
            .WithName("CreateTrip")
            .WithSummary("Log a trip")
            .WithDescription(
                "With an Idempotency-Key a repeated request answers the first one's trip instead of creating another, for 24 hours. " +
                "It tells what came of the first request, even when that trip was changed or deleted since: a repetition never brings a trip back.")
            .Produces<Trip>(StatusCodes.Status201Created)
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status410Gone)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

        trips.MapTripBatch();

        trips.MapGet("/trips/summary", Summarize)
            .WithName("GetTripSummary")
            .WithSummary("What your trips come to, by year and country")
            .ProducesProblem(StatusCodes.Status410Gone);

        trips.MapGet("/trips/{id}", Get)
            .WithName("GetTrip")
            .WithSummary("A trip of yours")
            .Produces<Trip>()
            .Produces(StatusCodes.Status304NotModified)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status410Gone);

        trips.MapPut("/trips/{id}", Put)
            .WithName("PutTrip")
            .WithSummary("Change a trip of yours")
            .Produces<Trip>()
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status410Gone)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status428PreconditionRequired);

        trips.MapDelete("/trips/{id}", Delete)
            .WithName("DeleteTrip")
            .WithSummary("Delete a trip of yours")
            .WithDescription("With If-Match only when it is still that version.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status410Gone)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);
    }

    private static async Task<IResult> List(
        [AsParameters] PageQuery query,
        [FromQuery(Name = "year"), Description("Only trips that began in this year, four digits. A cursor is good for the year that it came with.")] string? year,
        Caller caller,
        TripReader trips,
        CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>();
        var of = TripYear.Read(year, errors);
        var cursors = TripCursors.Of(caller.Id, of);
        var (limit, lastPlace, refused) = query.Read(cursors, errors);
        if (refused is not null)
        {
            return refused;
        }

        var (page, hasMore) = await trips.ListAsync(caller.Id, of, limit, lastPlace, cancellationToken);
        return TypedResults.Ok(new Page<Trip>(page, hasMore ? cursors.Write(TripCursors.PlaceOf(page[^1])) : null));
    }

    private static async Task<IResult> Create(Caller caller, TripInput input, TripCreator trips, ApiMetrics metrics, HttpContext context, CancellationToken cancellationToken)
    {
        var (key, refused) = IdempotencyKey.Read(context.Request);
        if (refused is not null)
        {
            return refused;
        }

        if (await trips.CreateAsync(caller.Id, [new NewTrip(input.ToContent(), key)], batchId: null, cancellationToken) is not [{ Trip: var trip, IsRepeated: var isRepeated }])
        {
            metrics.TripWritten("key_reused");
            return IdempotencyKey.Reused();
        }

        metrics.TripWritten(isRepeated ? "repeated" : "created");
        context.Response.Headers.ETag = EntityTag.For(trip.Version);
        return TypedResults.Created($"/api/trips/{trip.Id}", trip);
    }

    private static async Task<Ok<TripSummary>> Summarize(Caller caller, TripReader trips, CancellationToken cancellationToken) =>
        TypedResults.Ok(await trips.SummarizeAsync(caller.Id, cancellationToken));

    private static async Task<IResult> Get(string id, Caller caller, TripReader trips, HttpContext context, CancellationToken cancellationToken) =>
        await FindAsync(id, caller, trips, cancellationToken) is { Trip: var trip } ? EntityTag.Answer(context, trip, trip.Version) : NotFound();

    private static async Task<IResult> Put(string id, Caller caller, TripInput input, TripReader reader, TripWriter writer, ApiMetrics metrics, HttpContext context, CancellationToken cancellationToken)
    {
        var (version, refused) = EntityTag.ReadIfMatch(context.Request);
        if (refused is not null)
        {
            return refused;
        }

        if (await FindAsync(id, caller, reader, cancellationToken) is not { } read)
        {
            return NotFound();
        }

        if (read.Trip.Version == version && await writer.UpdateAsync(read, input.ToContent(), cancellationToken) is { } trip)
        {
            metrics.TripWritten("updated");
            return Answer(trip, context.Response);
        }

        metrics.TripWritten("stale");
        return EntityTag.Stale();
    }

    private static async Task<IResult> Delete(string id, Caller caller, TripReader reader, TripWriter writer, ApiMetrics metrics, HttpRequest request, CancellationToken cancellationToken)
    {
        long? expected = null;
        if (request.Headers.IfMatch.Count > 0)
        {
            var (version, refused) = EntityTag.ReadIfMatch(request);
            if (refused is not null)
            {
                return refused;
            }

            expected = version;
        }

        // Without If-Match it is whatever version there is, so someone who changes it meanwhile only costs another turn.
        while (await FindAsync(id, caller, reader, cancellationToken) is { } read)
        {
            if (expected is not null && read.Trip.Version != expected)
            {
                metrics.TripWritten("stale");
                return EntityTag.Stale();
            }

            if (await writer.DeleteAsync(read, cancellationToken))
            {
                metrics.TripWritten("deleted");
                return TypedResults.NoContent();
            }
        }

        return NotFound();
    }

    private static Task<StoredTrip?> FindAsync(string id, Caller caller, TripReader trips, CancellationToken cancellationToken) =>
        TripCursors.IsId(id) ? trips.FindAsync(caller.Id, id, cancellationToken) : Task.FromResult<StoredTrip?>(null);

    private static Ok<Trip> Answer(Trip trip, HttpResponse response)
    {
        response.Headers.ETag = EntityTag.For(trip.Version);
        return TypedResults.Ok(trip);
    }

    /// <summary>The same for ids that never were and for trips of others.</summary>
    private static ProblemHttpResult NotFound() =>
        TypedResults.Problem("You have no trip with this id.", statusCode: StatusCodes.Status404NotFound);
}
