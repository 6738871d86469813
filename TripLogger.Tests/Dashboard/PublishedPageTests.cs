using System.Net;
using Microsoft.Playwright;
using TripLogger.Tests.Dashboard.Support;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.Dashboard;

/// <summary>The page as the published API serves it.</summary>
public sealed class PublishedPageTests(PublishedApi published, SharedDashboard dashboard)
{
    /// <summary>What a visitor may have to load before they see something: JavaScript, compressed by gzip.</summary>
    private const long MaxFirstLoadBytes = 150 * 1024;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/")]
    [InlineData("/index.html")]
    [InlineData("/trips")]
    [InlineData("/trips/0198c5d2-0000-7000-8000-000000000000")]
    [InlineData("/somewhere/else/")]
    public async Task Every_path_of_the_page_is_answered_by_its_entry_page_which_is_asked_for_anew_each_time(string path)
    {
        using var client = await published.CreateClientAsync();

        using var page = await client.GetAsync(path, Cancel);
        using var again = await GetAsync(client, path, ("If-None-Match", page.Headers.ETag!.ToString()));

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        Assert.True(page.Headers.CacheControl?.NoCache, "An old entry page names scripts that are no longer there.");
        Assert.Contains("<div id=\"root\">", await page.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Theory]
    [InlineData("GET", "/api/nothing", HttpStatusCode.NotFound)]
    [InlineData("POST", "/api/nothing", HttpStatusCode.NotFound)]
    [InlineData("PATCH", "/api/trips", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "/api", HttpStatusCode.NotFound)]
    [InlineData("GET", "/openapi/nothing", HttpStatusCode.NotFound)]
    [InlineData("GET", "/health/nothing", HttpStatusCode.NotFound)]
    [InlineData("GET", "/alive/nothing", HttpStatusCode.NotFound)]
    [InlineData("GET", "/config.json/nothing", HttpStatusCode.NotFound)]
    [InlineData("GET", "/scalar/", HttpStatusCode.NotFound)]
    [InlineData("GET", "/assets/nothing.js", HttpStatusCode.NotFound)]
    [InlineData("GET", "/nothing.png", HttpStatusCode.NotFound)]
    [InlineData("POST", "/trips", HttpStatusCode.NotFound)]
    public async Task Whatever_is_no_page_stays_a_problem(string method, string path, HttpStatusCode expected)
    {
        using var client = await published.CreateClientAsync();

        using var response = await client.SendJsonAsync(new HttpMethod(method), path, method == "GET" ? null : "{}");

        await response.AssertProblemAsync(expected);
    }

    [Fact]
    public async Task Files_with_a_hash_in_their_names_are_kept_for_ever()
    {
        using var client = await published.CreateClientAsync();

        foreach (var script in await AssetsAsync("*.js"))
        {
            using var response = await client.GetAsync(script, Cancel);

            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal("text/javascript", response.Content.Headers.ContentType?.MediaType);
            Assert.Equal("public, max-age=31536000, immutable", string.Join(", ", response.Headers.GetValues("Cache-Control")));
        }
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task Scripts_were_compressed_beforehand(string encoding)
    {
        using var client = await published.CreateClientAsync();
        var script = (await AssetsAsync("index-*.js")).Single();

        using var plain = await client.GetAsync(script, Cancel);
        using var compressed = await GetAsync(client, script, ("Accept-Encoding", encoding));

        Assert.Empty(plain.Content.Headers.ContentEncoding);
        Assert.Equal([encoding], compressed.Content.Headers.ContentEncoding);
        Assert.Contains("Accept-Encoding", compressed.Headers.Vary);
        Assert.True(compressed.Content.Headers.ContentLength < plain.Content.Headers.ContentLength / 2, $"{encoding} saves too little: {compressed.Content.Headers.ContentLength} of {plain.Content.Headers.ContentLength} bytes.");
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/config.json")]
    [InlineData("/api/trips")]
    [InlineData("/api/nothing")]
    public async Task On_aws_every_answer_insists_on_TLS_and_names_Cognitos_endpoints_only(string path)
    {
        using var client = await published.CreateClientAsync();

        using var response = await client.GetAsync(path, Cancel);

        Assert.Equal("max-age=31536000; includeSubDomains", response.Headers.GetValues("Strict-Transport-Security").Single());
        Assert.Contains(
            "connect-src 'self' https://cognito-idp.eu-central-1.amazonaws.com https://cognito-identity.eu-central-1.amazonaws.com https://triplogger.auth.eu-central-1.amazoncognito.com;",
            response.Headers.GetValues("Content-Security-Policy").Single());
    }

    [Fact]
    public async Task Publishing_again_builds_nothing_and_makes_the_same()
    {
        var folder = await PublishedApi.GetFolderAsync();
        var manifest = await File.ReadAllTextAsync(Path.Combine(folder, "TripLogger.Api.staticwebassets.endpoints.json"), Cancel);
        var built = File.GetLastWriteTimeUtc(Path.Combine(DashboardProject.Folder, "dist", "index.html"));
        using var second = new Cognito.Support.TemporaryFolder();

        await PublishedApi.PublishAsync(second.Path);

        Assert.Equal(built, File.GetLastWriteTimeUtc(Path.Combine(DashboardProject.Folder, "dist", "index.html")));
        Assert.Equal(manifest, await File.ReadAllTextAsync(Path.Combine(second.Path, "TripLogger.Api.staticwebassets.endpoints.json"), Cancel));
        // No time of this publication is in what browsers get to see.
        Assert.DoesNotContain($"{DateTime.UtcNow.Year} ", manifest);
    }

    [Fact]
    public async Task A_visitor_sees_the_page_soon_and_a_traveller_can_use_it_under_its_security_policy()
    {
        // Arrange
        var traveller = await dashboard.SignUpAsync();
        using var client = await published.CreateClientAsync();
        await using var visitor = await dashboard.OpenAsync();
        var scripts = new List<string>();
        visitor.Page.Response += (_, response) =>
        {
            if (response.Request.ResourceType == "script")
            {
                scripts.Add(new Uri(response.Url).AbsolutePath);
            }
        };

        // Act
        await visitor.Page.GotoAsync("/");
        await visitor.Page.ExpectHeadingAsync("Every trip leaves a line on the map.");
        await visitor.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        var first = scripts.Distinct().ToArray();
        await visitor.SignInAsync(traveller);
        await visitor.Page.Link("Map").ClickAsync();
        await visitor.Page.ExpectHeadingAsync("An empty map");

        // Assert. The visitor fails for whatever the policy has refused.
        var sizes = new List<(string Script, long Bytes)>();
        foreach (var script in first)
        {
            using var response = await GetAsync(client, script, ("Accept-Encoding", "gzip"));
            sizes.Add((script, response.Content.Headers.ContentLength!.Value));
        }

        var report = string.Join('\n', sizes.OrderByDescending(size => size.Bytes).Select(size => $"{size.Bytes,8:N0}  {size.Script}"));
        TestContext.Current.TestOutputHelper!.WriteLine($"JavaScript before sign-in, gzip: {sizes.Sum(size => size.Bytes):N0} bytes\n{report}");
        Assert.NotEmpty(sizes);
        Assert.True(sizes.Sum(size => size.Bytes) <= MaxFirstLoadBytes, $"A visitor has to load more than {MaxFirstLoadBytes:N0} bytes of JavaScript:\n{report}");
    }

    private static async Task<HttpResponseMessage> GetAsync(HttpClient client, string path, (string Name, string Value) header) =>
        await client.SendJsonAsync(HttpMethod.Get, path, body: null, header!);

    private static async Task<IEnumerable<string>> AssetsAsync(string pattern)
    {
        // What an earlier version left in the folder is served no more.
        await PublishedApi.GetFolderAsync();
        return Directory.EnumerateFiles(Path.Combine(DashboardProject.Folder, "dist", "assets"), pattern).Select(file => $"/assets/{Path.GetFileName(file)}");
    }
}
