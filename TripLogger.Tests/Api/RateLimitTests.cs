using System.Net;
using System.Text.Json.Nodes;
using TripLogger.Tests.Api.Trips;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.Api;

public sealed class RateLimitTests(DynamoDbLocal dynamoDb)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_user_who_comes_too_often_is_told_when_to_come_back_and_others_do_not_notice()
    {
        // Arrange
        await using var api = await TestApi.CreateOwnAsync(dynamoDb, settings => settings["RateLimits:RequestsPerUser"] = "3");
        using var alice = api.CreateClient(api.Pool.SignIn("alice"));
        using var aliceElsewhere = api.CreateClient(api.Pool.SignIn("alice"));
        using var bob = api.CreateClient(api.Pool.SignIn("bob"));

        // Act
        await alice.GetJsonAsync("/api/trips");
        await alice.GetJsonAsync("/api/profile");
        await aliceElsewhere.GetJsonAsync("/api/trips");
        using var refused = await aliceElsewhere.GetAsync("/api/trips", Cancel);

        // Assert
        await refused.AssertProblemAsync(HttpStatusCode.TooManyRequests, "Retry-After");
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        await bob.GetJsonAsync("/api/trips");
    }

    [Fact]
    public async Task Trips_that_come_together_count_as_many_as_they_are()
    {
        // Arrange
        await using var api = await TestApi.CreateOwnAsync(dynamoDb, settings => settings["RateLimits:RequestsPerUser"] = "6");
        using var alice = api.CreateClient(api.Pool.SignIn("alice"));
        using var bob = api.CreateClient(api.Pool.SignIn("bob"));

        // Act
        using var two = await alice.PostBatchAsync(Batch("a", 2));
        using var refused = await alice.PostBatchAsync(Batch("b", 5));
        using var tooMuchForAnyone = await bob.PostBatchAsync(Batch("c", 10));
        using var onlyOneLeft = await bob.GetAsync("/api/trips", Cancel);

        // Assert
        Assert.Equal(HttpStatusCode.OK, two.StatusCode);
        await refused.AssertProblemAsync(HttpStatusCode.TooManyRequests, "Retry-After");
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        Assert.Equal(2, (await alice.GetJsonAsync("/api/trips/summary")).GetProperty("trips").GetInt32());
        Assert.Equal(HttpStatusCode.OK, tooMuchForAnyone.StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, onlyOneLeft.StatusCode);

        static JsonObject[] Batch(string name, int size) =>
            [.. Enumerable.Range(0, size).Select(number => new JsonObject { ["idempotencyKey"] = $"{name}{number}", ["trip"] = TripRequests.Body() })];
    }

    [Fact]
    public async Task The_last_request_that_is_allowed_may_be_a_batch_of_one()
    {
        await using var api = await TestApi.CreateOwnAsync(dynamoDb, settings => settings["RateLimits:RequestsPerUser"] = "1");
        using var alice = api.CreateClient(api.Pool.SignIn("alice"));

        using var response = await alice.PostBatchAsync(new JsonObject { ["idempotencyKey"] = "key", ["trip"] = TripRequests.Body() });

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("/api/public/trips")]
    [InlineData("/config.json")]
    [InlineData("/api/profile")]
    public async Task An_address_that_comes_too_often_without_a_token_is_told_when_to_come_back(string path)
    {
        await using var api = await TestApi.CreateOwnAsync(dynamoDb, settings => settings["RateLimits:RequestsPerAddress"] = "1");
        using var anyone = api.CreateClient();

        using var first = await anyone.GetAsync(path, Cancel);
        // Nobody gets a new allowance by an address of their own invention.
        using var refused = await anyone.SendJsonAsync(
            HttpMethod.Get, path, null, ("X-Forwarded-For", "203.0.113.9"), ("x-amzn-request-context", """{"http":{"sourceIp":"203.0.113.9"}}"""));

        Assert.NotEqual(HttpStatusCode.TooManyRequests, first.StatusCode);
        await refused.AssertProblemAsync(HttpStatusCode.TooManyRequests);
        Assert.NotNull(refused.Headers.RetryAfter?.Delta);
    }

    [Theory]
    [InlineData("""{"http":{"sourceIp":"203.0.113.1"}}""", """{"http":{"sourceIp":"203.0.113.2"}}""")]
    [InlineData("""{"identity":{"sourceIp":"2001:db8::1"}}""", """{"identity":{"sourceIp":"2001:db8::2"}}""")]
    public async Task On_Lambda_the_address_is_what_the_gateway_says(string one, string other)
    {
        // Arrange
        await using var api = await TestApi.CreateOwnAsync(dynamoDb, settings =>
        {
            settings["RateLimits:RequestsPerAddress"] = "1";
            settings["AWS_LAMBDA_FUNCTION_NAME"] = "triplogger-develop-api";
        });
        using var gateway = api.CreateClient();

        // Act
        using var first = await gateway.SendJsonAsync(HttpMethod.Get, "/config.json", null, ("x-amzn-request-context", one));
        using var second = await gateway.SendJsonAsync(HttpMethod.Get, "/config.json", null, ("x-amzn-request-context", one));
        using var another = await gateway.SendJsonAsync(HttpMethod.Get, "/config.json", null, ("x-amzn-request-context", other));

        // Assert
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.TooManyRequests, HttpStatusCode.OK], [first.StatusCode, second.StatusCode, another.StatusCode]);
    }

    [Fact]
    public async Task Probes_are_never_refused()
    {
        await using var api = await TestApi.CreateOwnAsync(dynamoDb, settings => settings["RateLimits:RequestsPerAddress"] = "1");
        using var probe = api.CreateClient();

        for (var number = 0; number < 3; number++)
        {
            using var response = await probe.GetAsync("/alive", Cancel);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }
}
