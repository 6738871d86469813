using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using TripLogger.Api.Configuration;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.Api;

public sealed class TokenCheckTests(DynamoDbLocal dynamoDb)
{
    private static readonly RSA ForeignKey = RSA.Create(2048);

    private static readonly Dictionary<string, Func<TestUsers, string>> Attacks = new()
    {
        ["no algorithm"] = pool => Jwt.Write("none", pool.Issuer.KeyId, pool.Claims("mallory"), _ => []),
        ["no algorithm, in capitals"] = pool => Jwt.Write("NONE", pool.Issuer.KeyId, pool.Claims("mallory"), _ => []),
        ["RS256 without a signature"] = pool => Jwt.Write("RS256", pool.Issuer.KeyId, pool.Claims("mallory"), _ => []),
        ["HS256 with the public key as secret"] = pool => Jwt.Write("HS256", pool.Issuer.KeyId, pool.Claims("mallory"), input => HMACSHA256.HashData(Encoding.ASCII.GetBytes(TestIssuer.Key.ExportSubjectPublicKeyInfoPem()), input)),
        ["HS256 with the public modulus as secret"] = pool => Jwt.Write("HS256", pool.Issuer.KeyId, pool.Claims("mallory"), input => HMACSHA256.HashData(TestIssuer.Key.ExportParameters(false).Modulus!, input)),
        ["the pool's key, but RS512"] = pool => Jwt.Write("RS512", pool.Issuer.KeyId, pool.Claims("mallory"), input => TestIssuer.Key.SignData(input, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1)),
        ["a foreign key under the pool's key id"] = pool => Jwt.Write("RS256", pool.Issuer.KeyId, pool.Claims("mallory"), SignWithForeignKey),
        ["an unknown key id"] = pool => Jwt.Write("RS256", "unknown", pool.Claims("mallory"), SignWithForeignKey),
        ["expired"] = pool => Signed(pool, claims => claims["exp"] = DateTimeOffset.UtcNow.AddMinutes(-1).ToUnixTimeSeconds()),
        ["without an end"] = pool => Signed(pool, claims => claims.Remove("exp")),
        ["not yet valid"] = pool => Signed(pool, claims => claims["nbf"] = DateTimeOffset.UtcNow.AddMinutes(5).ToUnixTimeSeconds()),
        ["another issuer"] = pool => Signed(pool, claims => claims["iss"] = "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_other0000"),
        ["no issuer"] = pool => Signed(pool, claims => claims.Remove("iss")),
        ["another client"] = pool => Signed(pool, claims => claims["client_id"] = "another-client"),
        ["no client"] = pool => Signed(pool, claims => claims.Remove("client_id")),
        ["our client only as audience"] = pool => Signed(pool, claims => (claims["client_id"], claims["aud"]) = ("another-client", TestIssuer.ClientId)),
        ["an id token"] = pool => Signed(pool, claims =>
        {
            claims["token_use"] = "id";
            claims["aud"] = TestIssuer.ClientId;
        }),
        ["no use"] = pool => Signed(pool, claims => claims.Remove("token_use")),
        ["no user"] = pool => Signed(pool, claims => claims.Remove("sub")),
        ["an empty user"] = pool => Signed(pool, claims => claims["sub"] = ""),
        ["another user written into a signed token"] = pool =>
        {
            var parts = Jwt.Sign(pool.Issuer, pool.Claims("victim")).Split('.');
            return $"{parts[0]}.{Jwt.Encode(pool.Claims("mallory"))}.{parts[2]}";
        },
        ["two parts"] = pool => Jwt.Sign(pool.Issuer, pool.Claims("mallory"))[..^344],
        ["garbage"] = _ => "garbage",
        ["dots"] = _ => "..",
        ["empty"] = _ => "",
        ["100 kB of garbage"] = _ => new string('a', 100 * 1024),
        ["a signature of 100 kB"] = pool => $"{Jwt.Sign(pool.Issuer, pool.Claims("mallory"))}{new string('a', 100 * 1024)}",
    };

    public static TheoryData<string> AttackNames => [.. Attacks.Keys];

    [Theory]
    [MemberData(nameof(AttackNames))]
    public async Task A_wrong_token_is_refused(string attack)
    {
        // Arrange
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/trips");
        var token = Attacks[attack](api.Pool);
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");

        // Act
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        // Assert
        await AssertRefusedAsync(response);
        Assert.Null(await api.FindUserAsync("mallory"));
        Assert.Equal(0, api.Pool.Issuer.UserRequests(token));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    public async Task Without_a_token_nobody_comes_in(string method)
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient();

        using var response = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), "/api/profile"), TestContext.Current.CancellationToken);

        await AssertRefusedAsync(response);
    }

    [Fact]
    public async Task A_genuine_token_is_accepted()
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));

        using var response = await client.GetAsync("/api/profile", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Known_keys_go_on_counting_while_the_pool_is_down_and_of_others_nobody_can_tell()
    {
        // Arrange
        await using var api = await TestApi.CreateOwnAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        using var first = await client.GetAsync("/api/profile", TestContext.Current.CancellationToken);
        var unknownKey = Jwt.Write("RS256", "unknown", api.Pool.Claims("mallory"), SignWithForeignKey);
        using var mallory = api.CreateClient(unknownKey);

        // Act
        await api.Pool.Issuer.DisposeAsync();
        using var refused = await mallory.GetAsync("/api/profile", TestContext.Current.CancellationToken);
        using var second = await client.GetAsync("/api/profile", TestContext.Current.CancellationToken);

        // Assert
        await refused.AssertProblemAsync(HttpStatusCode.ServiceUnavailable);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
    }

    [Fact]
    public async Task Known_keys_go_on_counting_while_the_pool_does_not_answer()
    {
        // Arrange
        await using var api = await TestApi.CreateOwnAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        using var first = await client.GetAsync("/api/profile", TestContext.Current.CancellationToken);
        var answer = new TaskCompletionSource();
        api.Pool.Issuer.BeforeKeys = () => answer.Task;
        using var mallory = api.CreateClient(Jwt.Write("RS256", "unknown", api.Pool.Claims("mallory"), SignWithForeignKey));

        // Act: an unknown key makes the API ask, and wait.
        var refused = mallory.GetAsync("/api/profile", TestContext.Current.CancellationToken);
        using var second = await client.GetAsync("/api/profile", TestContext.Current.CancellationToken);

        // Assert
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        await (await refused).AssertProblemAsync(HttpStatusCode.ServiceUnavailable);
        answer.SetResult();
    }

    [Fact]
    public async Task A_token_too_large_for_the_servers_headers_is_refused()
    {
        await using var api = await TestApi.CreateOwnAsync(dynamoDb);
        api.UseKestrel();
        using var client = api.CreateClient(new string('a', 100 * 1024));

        using var response = await client.GetAsync("/api/profile", TestContext.Current.CancellationToken);

        Assert.Contains(response.StatusCode, new[] { HttpStatusCode.Unauthorized, HttpStatusCode.RequestHeaderFieldsTooLarge });
    }

    [Fact]
    public async Task Keys_that_came_a_moment_too_late_do_not_sign_anybody_out()
    {
        // Arrange
        await using var api = await TestApi.CreateOwnAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        api.Pool.Issuer.BeforeKeys = () =>
        {
            api.Pool.Issuer.BeforeKeys = () => Task.CompletedTask;
            throw new InvalidOperationException("The first answer fails.");
        };

        // Act
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        var statuses = new List<HttpStatusCode>();
        for (var waited = Stopwatch.StartNew(); statuses.LastOrDefault() != HttpStatusCode.OK && waited.Elapsed < TimeSpan.FromSeconds(30); await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken))
        {
            using var response = await client.GetAsync("/api/trips", TestContext.Current.CancellationToken);
            statuses.Add(response.StatusCode);
        }

        // Assert: a failure is remembered for a moment.
        Assert.Equal(HttpStatusCode.OK, statuses[^1]);
        Assert.DoesNotContain(HttpStatusCode.Unauthorized, statuses);
    }

    [Fact]
    public async Task Keys_that_were_never_read_are_our_fault_and_not_the_callers()
    {
        // Arrange
        await using var api = await TestApi.CreateOwnAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        await api.Pool.Issuer.DisposeAsync();

        // Act
        using var response = await client.GetAsync("/api/profile", TestContext.Current.CancellationToken);

        // Assert
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
    }

    [Fact]
    public async Task Invented_key_ids_do_not_make_us_flood_the_pool()
    {
        // Arrange
        await using var api = await TestApi.CreateOwnAsync(dynamoDb);

        // Act
        var waited = Stopwatch.StartNew();
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(async attempt =>
        {
            using var client = api.CreateClient(Jwt.Write("RS256", $"unknown-{attempt}", api.Pool.Claims("mallory"), SignWithForeignKey));
            using var response = await client.GetAsync("/api/trips", TestContext.Current.CancellationToken);
            return response.StatusCode;
        }));

        // Assert: one read a second at most.
        Assert.All(answers, status => Assert.Equal(HttpStatusCode.Unauthorized, status));
        Assert.InRange(api.Pool.Issuer.KeyRequests, 1, 2 + (int)waited.Elapsed.TotalSeconds);
    }

    [Fact]
    public async Task A_token_that_was_accepted_is_refused_as_soon_as_it_has_expired()
    {
        // Arrange: some seconds are left of the 30 that clocks may differ by.
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(Signed(api.Pool, claims => claims["exp"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 25));

        // Act
        using var first = await client.GetAsync("/api/trips", TestContext.Current.CancellationToken);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        var last = first.StatusCode;
        for (var waited = Stopwatch.StartNew(); last == HttpStatusCode.OK && waited.Elapsed < TimeSpan.FromSeconds(60);)
        {
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
            using var next = await client.GetAsync("/api/trips", TestContext.Current.CancellationToken);
            last = next.StatusCode;
        }

        // Assert
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (first.StatusCode, last));
    }

    [Fact]
    public async Task What_resembles_an_accepted_token_is_refused()
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        var genuine = api.Pool.SignIn("alice");
        using var client = api.CreateClient(genuine);
        using var accepted = await client.GetAsync("/api/trips", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, accepted.StatusCode);

        var parts = genuine.Split('.');
        var others = Jwt.Sign(api.Pool.Issuer, api.Pool.Claims("mallory")).Split('.');
        foreach (var forged in new[] { $"{parts[0]}.{parts[1]}.{others[2]}", $"{parts[0]}.{others[1]}.{parts[2]}", $"{parts[0]}.{parts[1]}." })
        {
            using var forger = api.CreateClient(forged);
            using var response = await forger.GetAsync("/api/trips", TestContext.Current.CancellationToken);
            await AssertRefusedAsync(response);
        }
    }

    [Fact]
    public async Task On_aws_only_the_pool_of_the_region_counts_and_only_over_tls()
    {
        await using var api = await TestApi.CreateOwnAsync(dynamoDb, TestApi.OnAws);

        var issuer = $"https://cognito-idp.us-east-1.amazonaws.com/{TestIssuer.PoolId}";
        Assert.Equal(issuer, api.GetOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).TokenValidationParameters.ValidIssuer);
        Assert.Equal($"{issuer}/.well-known/jwks.json", api.GetService<UserPool>().KeysAddress.AbsoluteUri);
    }

    [Fact]
    public async Task Tokens_are_in_no_log()
    {
        await using var api = await TestApi.CreateOwnAsync(dynamoDb);
        var token = api.Pool.SignIn("alice");
        using var client = api.CreateClient(token);
        using var expired = api.CreateClient(Attacks["expired"](api.Pool));

        using var accepted = await client.GetAsync("/api/profile", TestContext.Current.CancellationToken);
        using var refused = await expired.GetAsync("/api/profile", TestContext.Current.CancellationToken);

        Assert.NotEmpty(api.Logs.Lines);
        Assert.DoesNotContain(api.Logs.Lines, line => line.Contains(token.Split('.')[1], StringComparison.Ordinal));
    }

    private static async Task AssertRefusedAsync(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Contains("Bearer", response.Headers.WwwAuthenticate.Select(challenge => challenge.Scheme));
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.True(response.Headers.CacheControl?.NoStore, "A refusal must not be cached: set Cache-Control: no-store.");
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal(401, problem.GetProperty("status").GetInt32());
        Assert.Contains("access token", problem.GetProperty("detail").GetString());
    }

    private static string Signed(TestUsers pool, Action<Dictionary<string, object>> change)
    {
        var claims = pool.Claims("mallory");
        change(claims);
        return Jwt.Sign(pool.Issuer, claims);
    }

    private static byte[] SignWithForeignKey(byte[] input) => Jwt.SignRsa(ForeignKey, input);
}
