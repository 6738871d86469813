using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.Api;

/// <summary>Rules that hold for every route: a new one fails here until someone has thought about it.</summary>
public sealed class RouteTests(DynamoDbLocal dynamoDb)
{
    /// <summary>Routes that need no token, and why that is right.</summary>
    private static readonly HashSet<string> Public =
    [
        "GET /config.json", // what a browser must know before it can sign in
        "GET /api/public/trips", // what owners made public
        "GET /openapi/{documentName}.json", // the description
        "* /health", "* /alive", // probes
        "POST /2015-03-31/functions/{name}/invocations", // needs this run's key
    ];

    /// <summary>What a stranger sends to each private route, with a trip of someone else in the place of an id.</summary>
    private static readonly Dictionary<string, HttpStatusCode> AsStranger = new()
    {
        ["GET /api/profile"] = HttpStatusCode.OK, // the stranger's own
        ["PUT /api/profile"] = HttpStatusCode.PreconditionFailed, // there is none of the stranger's
        ["PUT /api/profile/email"] = HttpStatusCode.OK,
        ["GET /api/profile/export"] = HttpStatusCode.OK,
        ["GET /api/trips"] = HttpStatusCode.OK,
        ["POST /api/trips"] = HttpStatusCode.Created,
        ["POST /api/trips/batch"] = HttpStatusCode.OK,
        ["GET /api/trips/summary"] = HttpStatusCode.OK,
        ["GET /api/trips/{id}"] = HttpStatusCode.NotFound,
        ["PUT /api/trips/{id}"] = HttpStatusCode.NotFound,
        ["DELETE /api/trips/{id}"] = HttpStatusCode.NotFound,
        ["DELETE /api/profile"] = HttpStatusCode.NoContent,
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_route_is_private_or_known_to_be_public()
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var anyone = api.CreateClient();

        foreach (var (route, isPrivate) in Routes(api))
        {
            Assert.True(isPrivate != Public.Contains(route), $"{route} is {(isPrivate ? "private, but listed as public" : "open to everyone")}: put RequireAuthorization on it, or it and the reason in {nameof(Public)}.");
            if (isPrivate)
            {
                var (method, path) = Request(route, Guid.CreateVersion7().ToString());
                using var response = await anyone.SendJsonAsync(method, path, method == HttpMethod.Get ? null : "{}");
                await response.AssertProblemAsync(HttpStatusCode.Unauthorized);
                Assert.NotEmpty(response.Headers.WwwAuthenticate);
                Assert.True(response.Headers.CacheControl?.NoStore, $"{route} may be cached.");
            }
        }
    }

    [Fact]
    public async Task No_route_gives_or_changes_anything_of_someone_else()
    {
        // Arrange
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var alice = api.CreateClient(api.Pool.SignIn("alice", "alice@example.com"));
        await alice.GetJsonAsync("/api/profile");
        var trip = await alice.CreateTripAsync(body => body["title"] = "Alice's secret");
        var before = (await alice.GetJsonAsync("/api/profile/export")).GetProperty("trips").GetRawText();

        foreach (var (route, _) in Routes(api).Where(route => route.IsPrivate))
        {
            Assert.True(AsStranger.TryGetValue(route, out var expected), $"{route} is new: say in {nameof(AsStranger)} what someone gets there who asks for a thing of somebody else.");

            // Act
            using var mallory = api.CreateClient(api.Pool.SignIn($"mallory-{Guid.NewGuid():N}", "mallory@example.com"));
            var (method, path) = Request(route, trip.Id());
            using var response = await mallory.SendJsonAsync(
                method,
                $"{path}?userId={api.Pool.Sub("alice")}&sub={api.Pool.Sub("alice")}&id={trip.Id()}",
                route switch
                {
                    _ when method == HttpMethod.Get || method == HttpMethod.Delete || route.EndsWith("/email", StringComparison.Ordinal) => null,
                    "PUT /api/profile" => """{"displayName":"Mallory"}""",
                    "POST /api/trips/batch" => TripRequests.BatchBody().ToJsonString(),
                    _ => TripRequests.Body().ToJsonString(),
                },
                ("If-Match", "\"1\""));

            // Assert
            var body = await response.Content.ReadAsStringAsync(Cancel);
            Assert.True(response.StatusCode == expected, $"{route} answered {(int)response.StatusCode} instead of {(int)expected}: {body}");
            Assert.DoesNotContain("alice@example.com", body);
            Assert.DoesNotContain("Alice's secret", body);
        }

        Assert.Equal(before, (await alice.GetJsonAsync("/api/profile/export")).GetProperty("trips").GetRawText());
        Assert.Equal(1, (await alice.GetJsonAsync("/api/profile")).GetProperty("version").GetInt32());
    }

    private static IEnumerable<(string Route, bool IsPrivate)> Routes(TestApi api) =>
        from endpoint in api.GetService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let path = "/" + endpoint.RoutePattern.RawText!.TrimStart('/')
        // The reference page and its scripts; only there in Development.
        where !path.StartsWith("/scalar", StringComparison.Ordinal)
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["*"]
        select ($"{method} {path}", endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null);

    private static (HttpMethod Method, string Path) Request(string route, string id)
    {
        var parts = route.Split(' ');
        return (new HttpMethod(parts[0]), parts[1].Replace("{id}", id, StringComparison.Ordinal));
    }
}
