using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TripLogger.Benchmarks.Backends;

namespace TripLogger.Benchmarks.Servers;

/// <summary>
/// What there is to beat: Kestrel, the same SDK call and the same JSON, without authentication, validation, rate limit or
/// telemetry. It takes the caller's word for who calls.
/// </summary>
internal static class BareServer
{
    public const string Name = "bare Kestrel";

    /// <summary>The first argument of a process that is this server.</summary>
    public const string Command = "bare";

    public const string UserHeader = "X-User";

    public static Task<ServerProcess> StartAsync(IBackend backend) =>
        ServerProcess.StartAsync(Name, port => ["dotnet", Folders.Self, Command, $"http://127.0.0.1:{port}", backend.Endpoint.AbsoluteUri]);

    public static async Task RunAsync(string address, string dynamoDbEndpoint)
    {
        using var dynamoDb = new AmazonDynamoDBClient(
            new BasicAWSCredentials("local", "local"),
            new AmazonDynamoDBConfig { ServiceURL = dynamoDbEndpoint, AuthenticationRegion = UserPool.Region });
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, BareJsonContext.Default));
        var app = builder.Build();

        app.MapGet("/api/profile", async (HttpRequest request) =>
        {
            var found = await dynamoDb.GetItemAsync(new GetItemRequest(Tables.Users, new() { ["id"] = new(User(request)) }, consistentRead: true));
            var item = found.Item;
            return new BareProfile(
                item["id"].S,
                item["email"].S,
                item.GetValueOrDefault("displayName")?.S,
                item.GetValueOrDefault("homeCountry")?.S,
                item.GetValueOrDefault("bio")?.S,
                item["createdAt"].S,
                item["updatedAt"].S,
                Number(item["version"]));
        });
        app.MapGet("/api/trips", async (HttpRequest request) =>
        {
            var found = await dynamoDb.QueryAsync(new QueryRequest(Tables.Trips)
            {
                KeyConditionExpression = "userId = :user AND tripId >= :first",
                ExpressionAttributeValues = new() { [":user"] = new(User(request)), [":first"] = new("0") },
                ScanIndexForward = false,
                ConsistentRead = true,
                Limit = 21,
            });
            return new BarePage([.. found.Items.Take(20).Select(Trip)], found.Items.Count > 20 ? found.Items[19]["tripId"].S : null);
        });
        app.MapPost("/api/trips", async (BareTripInput input, HttpRequest request) =>
        {
            var item = Item(User(request), input);
            await dynamoDb.TransactWriteItemsAsync(new TransactWriteItemsRequest { TransactItems = Writes(input, item) });
            return TypedResults.Created($"/api/trips/{item["tripId"].S}", Trip(item));
        });

        await app.RunAsync(address);
    }

    private static string User(HttpRequest request) => request.Headers[UserHeader].ToString();

    private static int Number(AttributeValue value) => int.Parse(value.N, CultureInfo.InvariantCulture);

    private static decimal Decimal(AttributeValue value) => decimal.Parse(value.N, CultureInfo.InvariantCulture);

    private static AttributeValue Number(decimal value) => new() { N = value.ToString(CultureInfo.InvariantCulture) };

    private static BareTrip Trip(Dictionary<string, AttributeValue> item)
    {
        var destination = item["destination"].M;
        return new BareTrip(
            item["tripId"].S,
            item["title"].S,
            new BareDestination(destination["name"].S, destination["country"].S, Decimal(destination["latitude"]), Decimal(destination["longitude"])),
            item["startDate"].S,
            item["endDate"].S,
            item.GetValueOrDefault("notes")?.S ?? "",
            Decimal(item["distanceKm"]),
            "private",
            item["createdAt"].S,
            item["updatedAt"].S,
            Number(item["version"]));
    }

    private static Dictionary<string, AttributeValue> Item(string user, BareTripInput input)
    {
        var now = DateTimeOffset.UtcNow;
        var time = new AttributeValue(now.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        return new()
        {
            ["userId"] = new(user),
            ["tripId"] = new(Guid.CreateVersion7(now).ToString()),
            ["title"] = new(input.Title),
            ["destination"] = new()
            {
                M = new()
                {
                    ["name"] = new(input.Destination.Name),
                    ["country"] = new(input.Destination.Country),
                    ["latitude"] = Number(input.Destination.Latitude),
                    ["longitude"] = Number(input.Destination.Longitude),
                },
            },
            ["startDate"] = new(input.StartDate),
            ["endDate"] = new(input.EndDate),
            ["notes"] = new(input.Notes),
            ["distanceKm"] = Number(input.DistanceKm),
            ["createdAt"] = time,
            ["updatedAt"] = time,
            ["version"] = Number(1m),
        };
    }

    private static List<TransactWriteItem> Writes(BareTripInput input, Dictionary<string, AttributeValue> item) =>
    [
        new()
        {
            ConditionCheck = new ConditionCheck
            {
                TableName = Tables.Users,
                Key = new() { ["id"] = item["userId"] },
                ConditionExpression = "attribute_not_exists(closedAt)",
            },
        },
        new() { Put = new Put { TableName = Tables.Trips, Item = item } },
        new()
        {
            Update = new Update
            {
                TableName = Tables.Trips,
                Key = new() { ["userId"] = item["userId"], ["tripId"] = new("#summary") },
                UpdateExpression = "ADD #n0 :v0, #n1 :v1, #n2 :v2, #n3 :v3",
                ExpressionAttributeNames = new()
                {
                    ["#n0"] = $"trips#{input.StartDate[..4]}",
                    ["#n1"] = $"days#{input.StartDate[..4]}",
                    ["#n2"] = $"km#{input.StartDate[..4]}",
                    ["#n3"] = $"country#{input.Destination.Country}",
                },
                ExpressionAttributeValues = new()
                {
                    [":v0"] = Number(1m),
                    [":v1"] = Number(DateOnly.ParseExact(input.EndDate, "yyyy-MM-dd", CultureInfo.InvariantCulture).DayNumber - DateOnly.ParseExact(input.StartDate, "yyyy-MM-dd", CultureInfo.InvariantCulture).DayNumber + 1),
                    [":v2"] = Number(input.DistanceKm),
                    [":v3"] = Number(1m),
                },
            },
        },
    ];
}

internal sealed record BareProfile(string Id, string Email, string? DisplayName, string? HomeCountry, string? Bio, string CreatedAt, string UpdatedAt, int Version);

internal sealed record BareTrip(
    string Id, string Title, BareDestination Destination, string StartDate, string EndDate, string Notes, decimal DistanceKm, string Visibility, string CreatedAt, string UpdatedAt, int Version);

internal sealed record BareDestination(string Name, string Country, decimal Latitude, decimal Longitude);

internal sealed record BareTripInput(string Title, BareDestination Destination, string StartDate, string EndDate, string Notes, decimal DistanceKm);

internal sealed record BarePage(IReadOnlyList<BareTrip> Items, string? NextCursor);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(BareProfile))]
[JsonSerializable(typeof(BarePage))]
[JsonSerializable(typeof(BareTripInput))]
internal sealed partial class BareJsonContext : JsonSerializerContext;
