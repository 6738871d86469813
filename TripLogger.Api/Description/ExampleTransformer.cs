using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using TripLogger.Api.Http;
using TripLogger.Api.Profile;
using TripLogger.Api.PublicTrips;
using TripLogger.Api.Trips;

namespace TripLogger.Api.Description;

/// <summary>Shows what goes in and what comes out: the examples are of the API's own types, so they cannot lag behind.</summary>
internal sealed class ExampleTransformer : IOpenApiSchemaTransformer
{
    private static readonly DateTime Time = new(2026, 7, 31, 18, 30, 0, DateTimeKind.Utc);
    private static readonly Destination Locarno = new("Locarno", "CH", 46.169m, 8.7956m);

    private static readonly TripInput Input = new()
    {
        Title = "Over the Alps",
        Destination = new DestinationInput { Name = Locarno.Name, Country = Locarno.Country, Latitude = Locarno.Latitude, Longitude = Locarno.Longitude },
        StartDate = "2026-06-01",
        EndDate = "2026-06-07",
        Notes = "By train.",
        DistanceKm = 312.5m,
        Visibility = "public",
    };

    private static readonly Trip Trip = new(
        "01989b6e-7c00-7a3b-8f00-3d5b7c9e1f20", Input.Title!, Locarno, new(2026, 6, 1), new(2026, 6, 7), Input.Notes!, 312.5m, TripVisibility.Public, Time, Time, 1);

    private static readonly PublicTrip PublicTrip = new(
        Trip.Id, Trip.Title, Locarno with { Latitude = 46.2m, Longitude = 8.8m }, Trip.StartDate, Trip.EndDate, Trip.DistanceKm, "Ada");

    private static readonly Dictionary<Type, JsonNode> Examples = new()
    {
        [typeof(TripInput)] = Json(Input),
        [typeof(Trip)] = Json(Trip),
        [typeof(TripBatch)] = Json(new TripBatch
        {
            BatchId = "0b0a5c3e-6f0e-4d4c-9a53-6f2d2f1f7a11",
            Items = [new TripBatchItem { IdempotencyKey = "7d9f2f0c-3a55-4a5e-8a4e-0c6f0a3a1b22", Trip = Input }],
        }),
        [typeof(TripBatchResult)] = Json(new TripBatchResult([new TripBatchAnswer(StatusCodes.Status201Created, Trip)])),
        [typeof(Page<Trip>)] = Json(new Page<Trip>([Trip], null)),
        [typeof(TripSummary)] = Json(new TripSummary(1, 7, 312.5m, [new YearSummary(2026, 1, 7, 312.5m)], [new CountrySummary("CH", 1)])),
        [typeof(PublicTrip)] = Json(PublicTrip),
        [typeof(Page<PublicTrip>)] = Json(new Page<PublicTrip>([PublicTrip], null)),
        [typeof(ProfileUpdate)] = Json(new ProfileUpdate { DisplayName = "Ada", HomeCountry = "PT", Bio = "By train." }),
        [typeof(UserProfile)] = Json(new UserProfile("4f1c2d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f", "ada@example.com", "Ada", "PT", "By train.", Time, Time, 1)),
        [typeof(ProblemDetails)] = new JsonObject
        {
            ["type"] = "https://tools.ietf.org/html/rfc9110#section-15.5.5",
            ["title"] = "Not Found",
            ["status"] = 404,
            ["detail"] = "You have no trip with this id.",
            ["traceId"] = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00",
        },
        [typeof(HttpValidationProblemDetails)] = new JsonObject
        {
            ["type"] = "https://tools.ietf.org/html/rfc9110#section-15.5.1",
            ["title"] = "One or more validation errors occurred.",
            ["status"] = 400,
            ["errors"] = new JsonObject { ["title"] = new JsonArray("A trip needs a title."), ["destination.country"] = new JsonArray("This is no ISO 3166-1 alpha-2 country code: use two capital letters, such as DE.") },
        },
    };

    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonPropertyInfo is null && Examples.TryGetValue(context.JsonTypeInfo.Type, out var example))
        {
            schema.Examples = [example.DeepClone()];
        }

        return Task.CompletedTask;
    }

    private static JsonNode Json<T>(T value) => JsonSerializer.SerializeToNode(value, ApiJsonContext.Default.Options.GetTypeInfo(typeof(T)))!;
}
