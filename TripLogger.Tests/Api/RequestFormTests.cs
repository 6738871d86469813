using System.Net;
using System.Net.Http.Headers;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.Api;

/// <summary>What HTTP lets a request say besides what it is about.</summary>
public sealed class RequestFormTests(DynamoDbLocal dynamoDb)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Bodies
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var route in new[] { "POST /api/trips", "PUT /api/trips/{id}", "PUT /api/profile" })
            {
                foreach (var body in new[] { "", "null", " ", "\n" })
                {
                    data.Add(route, body);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_missing_body_is_called_so_in_plain_words(string route, string body)
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));

        using var response = await SendAsync(client, route, body);

        var problem = await response.AssertProblemAsync(HttpStatusCode.BadRequest);
        Assert.Matches("^The body (is missing, or null: send a JSON object|cannot be read at \\$: it is not JSON)", problem.GetProperty("detail").GetString());
        Assert.DoesNotContain("Service", problem.GetRawText());
    }

    [Theory]
    [InlineData("POST /api/trips", "gzip", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("PUT /api/trips/{id}", "br", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("PUT /api/profile", "identity, gzip", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("POST /api/trips", "x", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("POST /api/trips", "identity", HttpStatusCode.Created)]
    public async Task A_body_that_says_it_is_encoded_is_not_read_as_if_it_were_not(string route, string encoding, HttpStatusCode expected)
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));

        using var response = await SendAsync(client, route, TripRequests.Body().ToJsonString(), encoding);

        Assert.Equal(expected, response.StatusCode);
        if (expected == HttpStatusCode.UnsupportedMediaType)
        {
            await response.AssertProblemAsync(expected, "Content-Encoding");
            Assert.Equal("identity", response.Headers.GetValues("Accept-Encoding").Single());
        }
    }

    [Theory]
    [InlineData("\"1\"", HttpStatusCode.NotModified)]
    [InlineData("W/\"1\"", HttpStatusCode.NotModified)]
    [InlineData("\"7\", \"1\"", HttpStatusCode.NotModified)]
    [InlineData("*", HttpStatusCode.NotModified)]
    [InlineData("\"01\"", HttpStatusCode.OK)]
    [InlineData("\"2\"", HttpStatusCode.OK)]
    [InlineData("1", HttpStatusCode.OK)]
    public async Task Whoever_has_the_version_already_is_told_so_and_sent_nothing(string known, HttpStatusCode expected)
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        await client.GetJsonAsync("/api/profile");
        var trip = await client.CreateTripAsync();

        foreach (var path in new[] { "/api/profile", $"/api/trips/{trip.Id()}" })
        {
            using var response = await client.SendJsonAsync(HttpMethod.Get, path, null, ("If-None-Match", known));

            Assert.Equal(expected, response.StatusCode);
            Assert.Equal("\"1\"", response.Headers.ETag?.Tag);
            Assert.True(response.Headers.CacheControl?.NoStore);
            Assert.Equal(expected == HttpStatusCode.NotModified, (await response.Content.ReadAsByteArrayAsync(Cancel)).Length == 0);
        }
    }

    [Fact]
    public async Task A_tag_that_only_means_the_same_number_is_another_one()
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        var trip = await client.CreateTripAsync();

        foreach (var tag in new[] { "\"01\"", "\"1 \"", "\"+1\"", "\"1.0\"", "\"\u0661\"" })
        {
            using var put = await client.SendJsonAsync(HttpMethod.Put, $"/api/trips/{trip.Id()}", TripRequests.Body().ToJsonString(), ("If-Match", tag));
            using var delete = await client.SendJsonAsync(HttpMethod.Delete, $"/api/trips/{trip.Id()}", null, ("If-Match", tag));
            Assert.All([put, delete], response => Assert.Contains(response.StatusCode, new[] { HttpStatusCode.PreconditionFailed, HttpStatusCode.BadRequest }));
        }

        Assert.Equal(1, (await client.GetJsonAsync($"/api/trips/{trip.Id()}")).GetProperty("version").GetInt32());
    }

    [Theory]
    [InlineData("/api/profile")]
    [InlineData("/api/trips")]
    [InlineData("/api/trips/summary")]
    [InlineData("/api/trips/{id}")]
    [InlineData("/api/trips/nothing")]
    [InlineData("/api/profile/export")]
    [InlineData("/api/public/trips?limit=1")]
    [InlineData("/health")]
    public async Task HEAD_says_what_GET_says(string path)
    {
        await using var api = await TestApi.CreateOwnAsync(dynamoDb);
        api.UseKestrel();
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        var trip = await client.CreateTripAsync();
        path = path.Replace("{id}", trip.Id(), StringComparison.Ordinal);

        using var get = await client.GetAsync(path, Cancel);
        using var head = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, path), Cancel);

        Assert.Equal(get.StatusCode, head.StatusCode);
        Assert.Equal(get.Headers.ETag, head.Headers.ETag);
        Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Cancel));
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("text/xml;q=0.3, nothing/*")]
    [InlineData("application/json;q=0")]
    public async Task A_problem_is_one_for_everybody(string accept)
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var anyone = api.CreateClient();

        foreach (var (method, path, status) in new[] { ("GET", "/api/trips", HttpStatusCode.Unauthorized), ("GET", "/api/nothing", HttpStatusCode.NotFound), ("POST", "/config.json", HttpStatusCode.MethodNotAllowed), ("GET", "/api/public/trips?limit=x", HttpStatusCode.BadRequest) })
        {
            using var response = await anyone.SendJsonAsync(new HttpMethod(method), path, null, ("Accept", accept));
            await response.AssertProblemAsync(status);
        }
    }

    [Fact]
    public async Task A_key_tells_what_came_of_it_also_after_its_trip_was_deleted_and_brings_nothing_back()
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        using var created = await client.PostTripAsync(TripRequests.Body(), "key");
        var first = await created.ReadAsync(HttpStatusCode.Created);
        using var deleted = await client.DeleteAsync($"/api/trips/{first.Id()}", Cancel);

        using var repeated = await client.PostTripAsync(TripRequests.Body(), "key");

        Assert.Equal(first.GetRawText(), (await repeated.ReadAsync(HttpStatusCode.Created)).GetRawText());
        using var read = await client.GetAsync($"/api/trips/{first.Id()}", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, read.StatusCode);
        Assert.Equal(0, (await client.GetJsonAsync("/api/trips/summary")).GetProperty("trips").GetInt32());
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string route, string body, string? encoding = null)
    {
        var (method, path) = (route.Split(' ')[0], route.Split(' ')[1].Replace("{id}", Guid.CreateVersion7().ToString(), StringComparison.Ordinal));
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new StringContent(body, new MediaTypeHeaderValue("application/json")) };
        if (encoding is not null)
        {
            request.Content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        }

        request.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        return await client.SendAsync(request, Cancel);
    }
}
