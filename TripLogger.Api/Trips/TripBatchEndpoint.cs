using Microsoft.AspNetCore.Mvc;
using TripLogger.Api.Authentication;
using TripLogger.Api.Http;
using TripLogger.Api.RateLimits;
using TripLogger.Api.Telemetry;

namespace TripLogger.Api.Trips;

internal static class TripBatchEndpoint
{
    private const int MaxBodyBytes = TripBatch.Most * ApiGroup.MaxBodyBytes;

    /// <summary>Maps the way in for many trips: 25 cost one request.</summary>
    public static void MapTripBatch(this IEndpointRouteBuilder trips) =>
        trips.MapPost("/trips/batch", Create)
            .WithName("CreateTrips")
            .WithSummary("Log up to 25 trips")
            .WithDescription(
                "Each item is answered as POST /api/trips would answer it alone, in its place; what is wrong with one does not stop the others. " +
                "A repeated item answers its first trip, for 24 hours. A request counts as many requests as it has items.")
            .WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes))
            .Produces<TripBatchResult>()
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status410Gone)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);

    private static async Task<IResult> Create(
        Caller caller,
        TripBatch batch,
        TripCreator trips,
        TripValidator validator,
        CallerRate rate,
        ApiMetrics metrics,
        HttpContext context,
        CancellationToken cancellationToken)
    {
        var items = batch.Items!;
        if (rate.CountMore(context, items.Count - 1) is { } refused)
        {
            return TooManyRequests.Answer(context, refused);
        }

        var answers = new TripBatchAnswer?[items.Count];
        var valid = new List<(int Index, NewTrip Trip)>(items.Count);
        for (var index = 0; index < items.Count; index++)
        {
            if (await FindErrorsAsync(items[index], validator, cancellationToken) is { } errors)
            {
                answers[index] = new TripBatchAnswer(StatusCodes.Status400BadRequest, Problem: TypedResults.ValidationProblem(errors).ProblemDetails);
            }
            else
            {
                valid.Add((index, new NewTrip(items[index].Trip!.ToContent(), items[index].IdempotencyKey)));
            }
        }

        var logged = await trips.CreateAsync(caller.Id, [.. valid.Select(item => item.Trip)], batch.BatchId, cancellationToken);
        foreach (var ((index, _), trip) in valid.Zip(logged))
        {
            metrics.TripWritten(trip switch { null => "key_reused", { IsRepeated: true } => "repeated", _ => "created" });
            answers[index] = trip is null
                ? new TripBatchAnswer(StatusCodes.Status422UnprocessableEntity, Problem: KeyReused())
                : new TripBatchAnswer(StatusCodes.Status201Created, trip.Trip);
        }

        return TypedResults.Ok(new TripBatchResult(answers!));
    }

    /// <summary>What is wrong with an item by the members of a trip, or null.</summary>
    private static async Task<IDictionary<string, string[]>?> FindErrorsAsync(
        TripBatchItem? item, TripValidator validator, CancellationToken cancellationToken)
    {
        var errors = item?.Trip is { } trip
            ? await validator.FindErrorsAsync(trip, cancellationToken)
            : new Dictionary<string, string[]> { ["trip"] = ["The item has no trip."] };
        if (!IdempotencyKey.IsValid(item?.IdempotencyKey))
        {
            errors["idempotencyKey"] =
                [$"Every item needs a key of its own, 1 to {IdempotencyKey.MaxLength} visible ASCII characters: a new UUID, for example."];
        }

        return errors.Count > 0 ? errors : null;
    }

    private static HttpValidationProblemDetails KeyReused()
    {
        const string Detail = "This key was used for a trip with another content: send a new key with a new trip.";
        var problem = new HttpValidationProblemDetails(new Dictionary<string, string[]> { ["idempotencyKey"] = [Detail] })
        {
            // Not that of a 400.
            Title = null,
            Detail = Detail,
            Status = StatusCodes.Status422UnprocessableEntity,
        };
        // It fills in title and type as for any other problem.
        _ = TypedResults.Problem(problem);
        return problem;
    }
}
