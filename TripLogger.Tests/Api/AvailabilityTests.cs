using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.Api;

/// <summary>What callers see when something behind the API is not there.</summary>
public sealed class AvailabilityTests(DynamoDbLocal dynamoDb)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_database_the_answer_is_quick_and_says_when_to_come_back()
    {
        // Arrange
        await using var api = await TestApi.CreateOwnAsync(dynamoDb, WithoutDatabase);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        using var warmUp = await client.GetAsync("/config.json", Cancel);
        var waited = Stopwatch.StartNew();

        // Act
        using var response = await client.GetAsync("/api/profile", Cancel);

        // Assert
        Assert.InRange(waited.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(2));
        await AssertUnavailableAsync(response);
        Assert.Contains(api.Logs.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal) && line.Contains("did not respond"));
    }

    [Fact]
    public async Task A_database_that_accepts_and_never_answers_is_given_up()
    {
        // Arrange
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var api = await TestApi.CreateOwnAsync(dynamoDb, settings => settings["AWS_ENDPOINT_URL_DYNAMODB"] = $"http://{silent.LocalEndpoint}");
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        var waited = Stopwatch.StartNew();

        // Act
        using var response = await client.GetAsync("/api/profile", Cancel);

        // Assert
        Assert.InRange(waited.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(8));
        await AssertUnavailableAsync(response);
    }

    [Fact]
    public async Task A_user_pool_that_is_gone_when_it_is_asked_for_the_address_is_not_the_callers_fault()
    {
        // Arrange
        await using var api = await TestApi.CreateOwnAsync(dynamoDb);
        using var alice = api.CreateClient(api.Pool.SignIn("alice"));
        using var bob = api.CreateClient(api.Pool.SignIn("bob"));
        using var known = await alice.GetAsync("/api/profile", Cancel);
        await api.Pool.Issuer.DisposeAsync();

        // Act
        using var response = await bob.GetAsync("/api/profile", Cancel);

        // Assert
        Assert.Equal(HttpStatusCode.OK, known.StatusCode);
        await AssertUnavailableAsync(response);
    }

    [Fact]
    public async Task With_a_database_the_api_is_ready()
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient();

        using var ready = await client.GetAsync("/health", Cancel);
        using var alive = await client.GetAsync("/alive", Cancel);

        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
    }

    [Fact]
    public async Task Without_a_database_the_api_is_alive_but_not_ready()
    {
        await using var api = await TestApi.CreateOwnAsync(dynamoDb, WithoutDatabase);
        using var client = api.CreateClient();

        using var ready = await client.GetAsync("/health", Cancel);
        using var alive = await client.GetAsync("/alive", Cancel);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal("Unhealthy", await ready.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
    }

    [Fact]
    public async Task Without_its_table_the_api_is_not_ready()
    {
        await using var api = await TestApi.CreateOwnAsync(dynamoDb, settings => settings["AWS:Resources:UserTableName"] = "no-such-table");
        using var client = api.CreateClient();

        using var ready = await client.GetAsync("/health", Cancel);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
    }

    [Theory]
    [InlineData("GET", "/api/nothing", HttpStatusCode.NotFound)]
    [InlineData("DELETE", "/config.json", HttpStatusCode.MethodNotAllowed)]
    public async Task What_does_not_exist_is_a_problem_too(string method, string path, HttpStatusCode status)
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient();

        using var response = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), Cancel);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    /// <summary>Port 9 is discard's, which nobody serves any more.</summary>
    private static void WithoutDatabase(Dictionary<string, string?> settings) => settings["AWS_ENDPOINT_URL_DYNAMODB"] = "http://127.0.0.1:9";

    private static async Task AssertUnavailableAsync(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter?.Delta);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.DoesNotContain("127.0.0.1", problem.GetRawText());
    }
}
