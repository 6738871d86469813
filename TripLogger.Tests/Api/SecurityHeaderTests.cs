using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.Api;

public sealed class SecurityHeaderTests(DynamoDbLocal dynamoDb)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/config.json")]
    [InlineData("/health")]
    [InlineData("/api/profile")] // 401
    [InlineData("/api/nothing")] // 404
    public async Task Every_answer_carries_them(string path)
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient();

        using var response = await client.GetAsync(path, Cancel);

        string Header(string name) => response.Headers.GetValues(name).Single();
        Assert.Equal("nosniff", Header("X-Content-Type-Options"));
        Assert.Equal("DENY", Header("X-Frame-Options"));
        Assert.Equal("no-referrer", Header("Referrer-Policy"));
        Assert.Equal("same-origin", Header("Cross-Origin-Opener-Policy"));
        Assert.Equal("same-origin", Header("Cross-Origin-Resource-Policy"));
        Assert.Contains("camera=()", Header("Permissions-Policy"));
        var policy = Header("Content-Security-Policy");
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self'; ", policy);
        Assert.Contains($"connect-src 'self' {api.Pool.Issuer.Endpoint.GetLeftPart(UriPartial.Authority)};", policy);
        Assert.DoesNotContain("unsafe", policy);
        Assert.False(response.Headers.Contains("Strict-Transport-Security"), "A developer's localhost has no TLS.");
    }

    [Fact]
    public async Task An_error_of_ours_carries_them_too()
    {
        await using var api = await TestApi.CreateOwnAsync(dynamoDb, settings => settings["AWS:Resources:UserTableName"] = "no-such-table");
        using var client = api.CreateClient(api.Pool.SignIn("alice"));

        using var response = await client.GetAsync("/api/profile", Cancel);

        Assert.Equal(500, (int)response.StatusCode);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task Only_the_reference_page_may_write_its_own_scripts()
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient();

        using var reference = await client.GetAsync("/scalar/", Cancel);
        using var other = await client.GetAsync("/scalars", Cancel);

        Assert.Contains("script-src 'self' 'unsafe-inline'", reference.Headers.GetValues("Content-Security-Policy").Single());
        Assert.DoesNotContain("unsafe", other.Headers.GetValues("Content-Security-Policy").Single());
    }
}
