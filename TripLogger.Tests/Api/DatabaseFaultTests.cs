using System.Diagnostics;
using System.Net;
using System.Text.Json;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.Api;

/// <summary>
/// Whatever happens on the way to the database and back, on every route: the answer is soon there and says that it may be otherwise next time;
/// afterwards trips and summary agree, and nothing that was acknowledged is lost.
/// </summary>
public sealed class DatabaseFaultTests(DynamoDbLocal dynamoDb)
{
    /// <summary>Errors that may pass.</summary>
    /// <remarks>See <see href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html">error handling with DynamoDB</see>.</remarks>
    private static readonly string[] Passing =
    [
        "ProvisionedThroughputExceededException", "ThrottlingException", "RequestLimitExceeded", "LimitExceededException", "ReplicatedWriteConflictException",
        "TransactionInProgressException", "TransactionConflictException", "ResourceInUseException", "InternalServerError", "UnrecognizedClientException",
        "ExpiredTokenException", "RequestExpired", "KMSAccessDeniedException", "SomethingNewException",
    ];

    /// <summary>Errors that only a mistake of ours explains.</summary>
    private static readonly string[] Mistakes =
    [
        "ValidationException", "AccessDeniedException", "ResourceNotFoundException", "SerializationException", "MissingAuthenticationTokenException",
        "IncompleteSignatureException", "ItemCollectionSizeLimitExceededException", "IdempotentParameterMismatchException",
    ];

    private static readonly (string Name, Func<HttpClient, Case, Task<HttpResponseMessage>> Send)[] Routes =
    [
        ("GET /api/profile", (client, _) => client.GetAsync("/api/profile", Cancel)),
        ("PUT /api/profile", (client, _) => client.SendJsonAsync(HttpMethod.Put, "/api/profile", """{"displayName":"Named"}""", ("If-Match", "\"1\""))),
        ("PUT /api/profile/email", (client, _) => client.PutAsync("/api/profile/email", null, Cancel)),
        ("GET /api/profile/export", (client, _) => client.GetAsync("/api/profile/export", Cancel)),
        ("GET /api/trips", (client, _) => client.GetAsync("/api/trips", Cancel)),
        ("POST /api/trips", (client, _) => client.PostTripAsync(TripRequests.Body(body => body["title"] = "Posted"), "key")),
        ("GET /api/trips/summary", (client, _) => client.GetAsync("/api/trips/summary", Cancel)),
        ("GET /api/trips/{id}", (client, trips) => client.GetAsync($"/api/trips/{trips.Changed}", Cancel)),
        ("PUT /api/trips/{id}", (client, trips) => client.PutTripAsync(trips.Changed, 1, TripRequests.Body(body => body["distanceKm"] = 1))),
        ("DELETE /api/trips/{id}", (client, trips) => client.DeleteAsync($"/api/trips/{trips.Deleted}", Cancel)),
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_fault_on_every_route_is_answered_soon_as_one_that_may_pass_and_breaks_nothing()
    {
        await using var proxy = await DynamoDbProxy.StartAsync(dynamoDb);
        await using var api = await StartAsync(proxy);
        var passing = Passing.Select(error => (Name: error, Fault: NetworkFaults.Error(error == "InternalServerError" ? 500 : 400, Error(error))));
        var faults = NetworkFaults.All.Select(fault => (Name: fault.Key, Fault: fault.Value)).Concat(passing).ToArray();

        await Parallel.ForEachAsync(faults, new ParallelOptions { MaxDegreeOfParallelism = 6, CancellationToken = Cancel }, async (fault, _) =>
            await TryAsync(api, proxy, fault.Name, fault.Fault, HttpStatusCode.ServiceUnavailable));
    }

    [Fact]
    public async Task What_only_a_mistake_of_ours_explains_is_not_called_something_that_passes()
    {
        await using var proxy = await DynamoDbProxy.StartAsync(dynamoDb);
        await using var api = await StartAsync(proxy);

        await Parallel.ForEachAsync(Mistakes, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Cancel }, async (error, _) =>
            await TryAsync(api, proxy, error, NetworkFaults.Error(400, Error(error)), HttpStatusCode.InternalServerError));
    }

    [Theory]
    [InlineData("ThrottlingError", HttpStatusCode.ServiceUnavailable)]
    [InlineData("ProvisionedThroughputExceeded", HttpStatusCode.ServiceUnavailable)]
    [InlineData("TransactionConflict", HttpStatusCode.ServiceUnavailable)]
    [InlineData("ValidationError", HttpStatusCode.InternalServerError)]
    public async Task A_transaction_is_judged_by_its_reasons(string reason, HttpStatusCode expected)
    {
        await using var proxy = await DynamoDbProxy.StartAsync(dynamoDb);
        await using var api = await StartAsync(proxy);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        proxy.Fault = operation => operation == "TransactWriteItems"
            ? $$"""{"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException","Message":"Transaction cancelled [None, {{reason}}]","CancellationReasons":[{"Code":"None"},{"Code":"{{reason}}","Message":"So it is"}]}"""
            : null;

        using var response = await client.PostTripAsync(TripRequests.Body());

        await response.AssertProblemAsync(expected);
    }

    [Theory]
    [InlineData("/api/public/trips", "Query")]
    [InlineData("/api/public/trips?limit=1", "BatchGetItem")]
    public async Task Every_fault_of_the_public_list_is_answered_so_too(string path, string operation)
    {
        // Arrange
        await using var proxy = await DynamoDbProxy.StartAsync(dynamoDb);
        await using var api = await StartAsync(proxy);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        await client.CreateTripAsync(body => body["visibility"] = "public");
        using var visitor = api.CreateClient();

        // Those that stall are tried on the private routes.
        foreach (var (name, fault) in NetworkFaults.All.Where(fault => !fault.Key.StartsWith("stalled", StringComparison.Ordinal)))
        {
            // Act
            proxy.NetworkFault = (requested, _) => requested == operation ? fault : null;
            using var response = await visitor.GetAsync(path, Cancel);

            // Assert
            await AssertAnswerAsync(name, path, response, HttpStatusCode.ServiceUnavailable);
        }

        proxy.NetworkFault = (_, _) => null;
        Assert.Single((await visitor.GetJsonAsync(path)).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_change_of_the_profile_whose_answer_was_lost_once_is_no_conflict_with_itself()
    {
        // Arrange
        await using var proxy = await DynamoDbProxy.StartAsync(dynamoDb);
        await using var api = await StartAsync(proxy);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        await client.GetJsonAsync("/api/profile");
        var losses = 0;
        proxy.NetworkFault = (operation, _) => operation == "UpdateItem" && Interlocked.Increment(ref losses) == 1 ? NetworkFaults.All["reset after it was done"] : null;

        // Act
        using var response = await client.SendJsonAsync(HttpMethod.Put, "/api/profile", """{"displayName":"Alice"}""", ("If-Match", "\"1\""));

        // Assert
        Assert.Equal(2, (await response.ReadAsync(HttpStatusCode.OK)).GetProperty("version").GetInt32());
        Assert.Equal(2, losses);
    }

    private Task<TestApi> StartAsync(DynamoDbProxy proxy) => TestApi.CreateOwnAsync(dynamoDb, settings =>
    {
        TestApi.ForLoad(settings);
        settings["Logging:LogLevel:Default"] = "None";
        settings["AWS_ENDPOINT_URL_DYNAMODB"] = proxy.Endpoint.AbsoluteUri;
    });

    private static string Error(string type) => $$"""{"__type":"com.amazonaws.dynamodb.v20120810#{{type}}","message":"So it is"}""";

    /// <summary>A user of their own meets one fault on all routes at once, and looks afterwards.</summary>
    private static async Task TryAsync(TestApi api, DynamoDbProxy proxy, string name, NetworkFault fault, HttpStatusCode expected)
    {
        // Arrange
        var user = $"user-{Guid.NewGuid():N}";
        var sub = api.Pool.Sub(user);
        using var client = api.CreateClient(api.Pool.SignIn(user));
        await client.GetJsonAsync("/api/profile");
        var trips = new Case((await client.CreateTripAsync()).Id(), (await client.CreateTripAsync()).Id());
        proxy.FaultsByUser[sub] = fault;

        // Act
        var answers = await Task.WhenAll(Routes.Select(async route =>
        {
            var waited = Stopwatch.StartNew();
            var response = await route.Send(client, trips);
            // Five seconds, and as much again for a machine that has much else to do.
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(10), $"{route.Name}, {name}: the answer took {waited.Elapsed}.");
            await AssertAnswerAsync(name, route.Name, response, expected);
            return (route.Name, response);
        }));

        // Assert
        proxy.FaultsByUser.TryRemove(sub, out _);
        var posted = await PostAgainAsync(client, trips);
        var found = await client.ReadAllAsync("/api/trips", limit: 100);
        var summary = await client.GetJsonAsync("/api/trips/summary");
        Assert.True(found.Count == summary.GetProperty("trips").GetInt64(), $"{name}: there are {found.Count} trips, but the summary says {summary}.");
        Assert.Equal(found.Sum(trip => trip.GetProperty("distanceKm").GetDecimal()), summary.GetProperty("distanceKm").GetDecimal());
        Assert.Single(found, trip => trip.GetProperty("title").GetString() == "Posted");
        foreach (var (route, response) in answers)
        {
            using (response)
            {
                if (response.IsSuccessStatusCode)
                {
                    await AssertDoneAsync(client, route, response, trips, posted, found);
                }
            }
        }
    }

    /// <summary>Repeats the POST under its key until it is answered: a busy machine may say 503 some times, and the key makes that safe.</summary>
    private static async Task<string> PostAgainAsync(HttpClient client, Case trips)
    {
        for (var waited = Stopwatch.StartNew(); ;)
        {
            using var repeated = await Routes.Single(route => route.Name == "POST /api/trips").Send(client, trips);
            if (repeated.StatusCode != HttpStatusCode.ServiceUnavailable || waited.Elapsed > TimeSpan.FromSeconds(60))
            {
                return (await repeated.ReadAsync(HttpStatusCode.Created)).Id();
            }

            await Task.Delay(repeated.Headers.RetryAfter!.Delta!.Value, Cancel);
        }
    }

    private static async Task AssertDoneAsync(HttpClient client, string route, HttpResponseMessage response, Case trips, string posted, List<JsonElement> found)
    {
        switch (route)
        {
            case "POST /api/trips":
                Assert.Equal(posted, (await response.ReadAsync(HttpStatusCode.Created)).Id());
                break;
            case "PUT /api/trips/{id}":
                Assert.Equal(2, found.Single(trip => trip.Id() == trips.Changed).GetProperty("version").GetInt64());
                break;
            case "DELETE /api/trips/{id}":
                Assert.DoesNotContain(found, trip => trip.Id() == trips.Deleted);
                break;
            case "PUT /api/profile":
                Assert.Equal("Named", (await client.GetJsonAsync("/api/profile")).GetProperty("displayName").GetString());
                break;
        }
    }

    /// <summary>Of what was done, and whose answer tells nothing, a spoilt body takes nothing away.</summary>
    private static async Task AssertAnswerAsync(string fault, string route, HttpResponseMessage response, HttpStatusCode expected)
    {
        var body = await response.Content.ReadAsStringAsync(Cancel);
        Assert.True(response.StatusCode == expected || (response.IsSuccessStatusCode && fault.StartsWith("with", StringComparison.Ordinal)), $"{route}, {fault}: answered {(int)response.StatusCode} instead of {(int)expected}: {body}");
        if (!response.IsSuccessStatusCode)
        {
            await response.AssertProblemAsync(expected);
            Assert.Equal(expected == HttpStatusCode.ServiceUnavailable, response.Headers.RetryAfter is not null);
        }
    }

    private sealed record Case(string Changed, string Deleted);
}
