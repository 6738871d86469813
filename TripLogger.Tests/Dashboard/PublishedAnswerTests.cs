using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using CsCheck;
using TripLogger.Tests.Dashboard.Support;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.Dashboard;

/// <summary>Whatever a request says, the answer of the published API is ours: never a 5xx for a header, always with the security headers, a problem when it refuses.</summary>
public sealed class PublishedAnswerTests(PublishedApi published)
{
    private static readonly string[] SecurityHeaders =
    [
        "Content-Security-Policy", "X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy", "Permissions-Policy", "Cross-Origin-Opener-Policy",
        "Cross-Origin-Resource-Policy", "Strict-Transport-Security",
    ];

    // None of them asks AWS, which these tests do not have.
    private static readonly string[] Paths =
    [
        "/", "/index.html", "/trips", "/config.json", "/alive", "/openapi/v1.json", "/api/profile", "/api/trips", "/api/trips/x", "/api/nothing", "/nothing.js", "/scalar",
        "/favicon.svg", "{script}", "{script}.br", "/%20", "/api/trips?limit=004&cursor=%00",
    ];

    private static readonly Gen<string> Quality = Any("", "", ";q=0", ";q=1", ";q=0.5", ";q=0.001", ";q=0.0001", ";q=2", ";q=-1", ";q=", ";q=x", ";q=0;q=1", ";Q=0.3", ";level=1");

    private static readonly Gen<string> Coding = Any("br", "gzip", "deflate", "identity", "*", "zstd", "BR", "br", "gzip", "x", "");

    private static readonly Gen<string> Tag = Any("\"x\"", "W/\"x\"", "*", "\"", "\"a\", \"b\"", "\"01\"", ",", "x", "W/*", "\"\"");

    private static readonly Gen<string> Date = Any(
        "Fri, 31 Dec 9999 23:59:59 GMT", "Thu, 01 Jan 1970 00:00:00 GMT", "Tue, 01 Jan 1980 00:00:00 GMT", "Mon, 99 Foo 2026 00:00:00 GMT", "0", "now", "Sunday, 06-Nov-94 08:49:37 GMT");

    private static readonly Gen<string> Type = Any(
        "application/json", "application/json; charset=utf-7", "application/json; charset=nonsense", "application/json;;", "text/plain", "text/xml;q=0", "multipart/form-data",
        "multipart/form-data; boundary=", "application/x-www-form-urlencoded", "/", "*/*", "text/html;q=0.1, */*;q=0", ",");

    private static readonly Gen<(string Name, string Value)> Header = Gen.OneOf(
        Of("Accept-Encoding", Gen.Select(Gen.Select(Coding, Quality, (coding, quality) => coding + quality).Array[1, 4], Any(", ", ",", ",,", " ,\t"), (parts, separator) => string.Join(separator, parts))),
        Of("Accept-Encoding", Gen.Select(Coding, Quality, (coding, quality) => coding + quality)),
        Of("Accept", Type),
        Of("Content-Type", Type),
        Of("Content-Encoding", Any("gzip", "identity", "br, gzip", "", "x;q=1")),
        Of("Range", Any("bytes=0-0", "bytes=0-", "bytes=-1", "bytes=5-2", "bytes=0-0,5-6,-1", "bytes=99999999999999999999-", "bytes=", "items=0-1", "bytes=a-b", "bytes=4611686018427387904-9223372036854775807")),
        Of("If-Range", Gen.OneOf(Tag, Date)),
        Of("If-Match", Tag),
        Of("If-None-Match", Tag),
        Of("If-Modified-Since", Date),
        Of("If-Unmodified-Since", Date),
        Of("Authorization", Any("Bearer", "Bearer a.b.c", "bearer  x y", "Basic eDp5", "x", "Bearer ..", "Negotiate AAAA", ",")),
        Of("Idempotency-Key", Any("k", "", "a b")),
        Of("X-HTTP-Method-Override", Any("DELETE", "x")),
        Of("Origin", Any("null", "https://evil.example", "x")),
        Of("Access-Control-Request-Method", Any("PUT", "")),
        Of("traceparent", Any("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "x", "00-0-0-0")),
        Of("x-amzn-request-context", Any("{", "[]", "\"x\"", "{\"http\":5}", "{\"http\":{\"sourceIp\":7}}", "null")),
        Of("Cookie", Any("a=b; c", "=", ";")),
        Of("Expect", Any("100-continue")),
        Of("X-Forwarded-Proto", Any("https", "gopher")));

    private static readonly Gen<string> Method = Any("GET", "GET", "GET", "GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "SEARCH");

    /// <summary>How many sets of headers are tried: a part of the ten thousand that the variable GENERATED_REQUESTS=10000 asks for.</summary>
    private static int Sets => int.TryParse(Environment.GetEnvironmentVariable("GENERATED_REQUESTS"), out var sets) ? sets : 1500;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Generated_sets_of_headers_never_make_an_answer_fail_or_lack_what_protects_it()
    {
        // Arrange
        using var client = await published.CreateClientAsync();
        var script = Directory.EnumerateFiles(Path.Combine(DashboardProject.Folder, "dist", "assets"), "index-*.js").Select(file => $"/assets/{Path.GetFileName(file)}").First();
        var statuses = new ConcurrentDictionary<int, int>();

        // Act, Assert
        await Gen.Select(Method, Any(Paths), Header.Array[0, 5]).SampleAsync(
            async (method, path, headers) =>
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), path.Replace("{script}", script, StringComparison.Ordinal));
                if (headers.Any(header => header.Name.StartsWith("Content-", StringComparison.Ordinal)) && method is not ("GET" or "HEAD" or "TRACE"))
                {
                    request.Content = new ByteArrayContent("{}"u8.ToArray());
                }

                foreach (var (name, value) in headers)
                {
                    if (!request.Headers.TryAddWithoutValidation(name, value))
                    {
                        request.Content?.Headers.TryAddWithoutValidation(name, value);
                    }
                }

                using var response = await client.SendAsync(request, Cancel);
                var body = await response.Content.ReadAsByteArrayAsync(Cancel);
                statuses.AddOrUpdate((int)response.StatusCode, 1, (_, count) => count + 1);
                var asked = $"{method} {path} with {string.Join(" | ", headers.Select(header => $"{header.Name}: {header.Value}"))}";
                Assert.True((int)response.StatusCode < 500, $"{asked} answered {(int)response.StatusCode}.");
                Assert.All(SecurityHeaders, name => Assert.True(response.Headers.Contains(name), $"{asked} answered {(int)response.StatusCode} without {name}."));
                Assert.False(response.Headers.Contains("Server"), $"{asked} says what serves.");
                if ((int)response.StatusCode >= 400 && method != "HEAD")
                {
                    Assert.True(response.Content.Headers.ContentType?.MediaType == "application/problem+json", $"{asked} answered {(int)response.StatusCode} as {response.Content.Headers.ContentType}.");
                    Assert.Equal((int)response.StatusCode, JsonSerializer.Deserialize<JsonElement>(body).GetProperty("status").GetInt32());
                }
            },
            iter: Sets,
            threads: 4);

        TestContext.Current.TestOutputHelper!.WriteLine(string.Join(", ", statuses.OrderBy(status => status.Key).Select(status => $"{status.Key}: {status.Value}")));
        Assert.True(statuses.ContainsKey(200) && statuses.ContainsKey(304) && statuses.ContainsKey(206), "The generator no longer reaches what it is for.");
    }

    [Theory]
    [InlineData("br;q=0, br", "br")]
    [InlineData("br, br;q=0", null)]
    [InlineData("gzip;q=0, *", "br")]
    [InlineData("*;q=0", null)]
    [InlineData("BR", "br")]
    [InlineData("identity", null)]
    [InlineData("br;q=0.2, gzip;q=0.9", "gzip")]
    [InlineData("nonsense;;;q", null)]
    public async Task Of_what_a_browser_accepts_the_last_word_counts(string accepted, string? encoding)
    {
        using var client = await published.CreateClientAsync();

        using var response = await client.SendJsonAsync(HttpMethod.Get, "/", null, ("Accept-Encoding", accepted));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(encoding is null ? [] : [encoding], response.Content.Headers.ContentEncoding);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/config.json")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/alive")]
    [InlineData("/api/nothing")]
    [InlineData("/api/trips")]
    public async Task HEAD_says_what_GET_would_say_and_sends_nothing(string path)
    {
        using var client = await published.CreateClientAsync();

        using var get = await client.GetAsync(path, Cancel);
        using var head = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, path), Cancel);

        Assert.Equal(get.StatusCode, head.StatusCode);
        Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Cancel));
    }

    private static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static Gen<(string Name, string Value)> Of(string name, Gen<string> value) => value.Select(text => (name, text));
}
