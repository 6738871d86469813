using System.IdentityModel.Tokens.Jwt;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;
using TripLogger.Tests.Cognito.Support;

namespace TripLogger.Tests.Cognito;

public sealed class TokenTests(SharedEmulator shared)
{
    private static readonly string[] AccessClaims =
        ["auth_time", "client_id", "event_id", "exp", "iat", "iss", "jti", "origin_jti", "scope", "sub", "token_use", "username"];

    private static readonly string[] IdClaims =
        ["aud", "auth_time", "cognito:username", "email", "email_verified", "event_id", "exp", "iat", "iss", "jti", "origin_jti", "sub", "token_use"];

    [Fact]
    public async Task Tokens_carry_the_claims_of_the_service()
    {
        // Arrange
        var pool = await NewPoolAsync();
        var email = TestPool.NewEmail();
        var sub = await pool.SignUpAsync(email);
        await pool.ConfirmAsync(email);

        // Act
        var tokens = await pool.SignInAsync(email);
        var access = new JwtSecurityToken(tokens.Access);
        var id = new JwtSecurityToken(tokens.Id);

        // Assert
        Assert.Equal(AccessClaims, access.Payload.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("access", access.Payload["token_use"]);
        Assert.Equal("aws.cognito.signin.user.admin", access.Payload["scope"]);
        Assert.Equal(pool.ClientId, access.Payload["client_id"]);
        Assert.Equal(sub, access.Payload["username"]);
        Assert.Equal(IdClaims, id.Payload.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("id", id.Payload["token_use"]);
        Assert.Equal(email, id.Payload["email"]);
        Assert.Equal(true, id.Payload["email_verified"]);
        Assert.Equal(pool.ClientId, Assert.Single(id.Audiences));
        Assert.All([access, id], token =>
        {
            Assert.Equal(pool.Issuer, token.Issuer);
            Assert.Equal(sub, token.Subject);
            Assert.Equal("RS256", token.Header.Alg);
            Assert.Equal(TimeSpan.FromHours(1), token.ValidTo - token.IssuedAt);
        });
        Assert.NotEqual(access.Payload.Jti, id.Payload.Jti);
    }

    [Fact]
    public async Task An_api_checks_tokens_with_the_plain_authority()
    {
        // Arrange: what an ASP.NET Core developer writes, and nothing more.
        var pool = await NewPoolAsync();
        var builder = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        builder.Services.AddAuthorization().AddAuthentication().AddJwtBearer(bearer =>
        {
            bearer.Authority = pool.Issuer;
            bearer.RequireHttpsMetadata = false;
            bearer.TokenValidationParameters = new TokenValidationParameters { ValidateAudience = false };
        });
        await using var api = builder.Build();
        api.MapGet("/", (HttpContext http) => http.User.FindFirst("username")!.Value).RequireAuthorization();
        await api.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = new Uri(api.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()) };
        var tokens = await pool.SignInAsync(await pool.NewUserAsync());
        var otherPool = await NewPoolAsync();
        var otherTokens = await otherPool.SignInAsync(await otherPool.NewUserAsync());

        // Act and assert
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(tokens.Access));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(otherTokens.Access));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(WithoutSignature(tokens.Access)));

        async Task<HttpStatusCode> StatusAsync(string token)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
            using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task Forged_and_foreign_tokens_are_refused()
    {
        // Arrange
        var pool = await NewPoolAsync();
        var tokens = await pool.SignInAsync(await pool.NewUserAsync());
        using var folder = new TemporaryFolder();
        await using var otherEmulator = await Emulator.StartOnAsync(folder.Path);
        var foreignPool = await TestPool.CreateAsync(otherEmulator);
        var foreign = await foreignPool.SignInAsync(await foreignPool.NewUserAsync());
        var parts = tokens.Access.Split('.');

        // Act and assert
        foreach (var forged in new[]
        {
            WithoutSignature(tokens.Access),
            tokens.Access[..^8] + "AAAAAAAA",
            SignedWithAnotherKey(tokens.Access),
            $"{parts[0]}.{Change(parts[1], "sub", Guid.NewGuid().ToString())}.{parts[2]}",
            foreign.Access,
            tokens.Id,
            tokens.Refresh!,
            "a.b.c",
        })
        {
            await pool.Emulator.FailAsync("NotAuthorizedException", "GetUser", new { AccessToken = forged });
            await pool.Emulator.FailAsync("NotAuthorizedException", "DeleteUser", new { AccessToken = forged });
        }

        await pool.Emulator.CallAsync("GetUser", new { AccessToken = tokens.Access });
    }

    [Fact]
    public async Task A_refresh_rotates_and_the_old_token_works_for_the_grace_period()
    {
        // Arrange
        var clock = new ManualClock();
        await using var emulator = await Emulator.StartAsync(clock);
        var pool = await TestPool.CreateAsync(emulator);
        var first = await pool.SignInAsync(await pool.NewUserAsync());

        // Act
        var second = await RefreshAsync(pool, first.Refresh!);
        clock.Advance(TimeSpan.FromSeconds(59));
        await RefreshAsync(pool, first.Refresh!);
        clock.Advance(TimeSpan.FromSeconds(2));

        // Assert
        Assert.NotEqual(first.Refresh, second.Refresh);
        await emulator.FailAsync("RefreshTokenReuseException", "GetTokensFromRefreshToken", new { pool.ClientId, RefreshToken = first.Refresh });
        var third = await RefreshAsync(pool, second.Refresh!);
        Assert.Equal(Claim(first.Access, "origin_jti"), Claim(third.Access, "origin_jti"));
        Assert.Equal(Claim(first.Access, "auth_time"), Claim(third.Access, "auth_time"));
    }

    [Fact]
    public async Task A_rotated_refresh_token_ends_with_the_first_ones_lifetime()
    {
        var clock = new ManualClock();
        await using var emulator = await Emulator.StartAsync(clock);
        var pool = await TestPool.CreateAsync(emulator);
        var tokens = await pool.SignInAsync(await pool.NewUserAsync());

        clock.Advance(TimeSpan.FromDays(29));
        tokens = await RefreshAsync(pool, tokens.Refresh!);
        clock.Advance(TimeSpan.FromDays(1));

        var message = await emulator.FailAsync("NotAuthorizedException", "GetTokensFromRefreshToken", new { pool.ClientId, RefreshToken = tokens.Refresh });
        Assert.Equal("Refresh Token has expired", message);
    }

    [Fact]
    public async Task An_expired_access_token_is_refused()
    {
        var clock = new ManualClock();
        await using var emulator = await Emulator.StartAsync(clock);
        var pool = await TestPool.CreateAsync(emulator);
        var tokens = await pool.SignInAsync(await pool.NewUserAsync());

        clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal("Access Token has expired", await emulator.FailAsync("NotAuthorizedException", "GetUser", new { AccessToken = tokens.Access }));
    }

    [Fact]
    public async Task Token_lifetimes_follow_the_clients_units()
    {
        var pool = await TestPool.CreateAsync(await shared.GetAsync(), client: new
        {
            AccessTokenValidity = 300,
            IdTokenValidity = 2,
            TokenValidityUnits = new { AccessToken = "seconds", IdToken = "hours", RefreshToken = "days" },
        });
        var tokens = await pool.SignInAsync(await pool.NewUserAsync());

        Assert.Equal(TimeSpan.FromSeconds(300), Lifetime(tokens.Access));
        Assert.Equal(TimeSpan.FromHours(2), Lifetime(tokens.Id));
        await pool.Emulator.FailAsync(
            "InvalidParameterException", "CreateUserPoolClient", TestPool.With(TestPool.ClientRequest(pool.Id, "long"), new { AccessTokenValidity = 25 * 60 }));

        static TimeSpan Lifetime(string token) => new JwtSecurityToken(token) is var jwt ? jwt.ValidTo - jwt.IssuedAt : default;
    }

    [Fact]
    public async Task A_revoked_sign_in_is_over_and_others_go_on()
    {
        // Arrange
        var pool = await NewPoolAsync();
        var email = await pool.NewUserAsync();
        var revoked = await pool.SignInAsync(email);
        var rotated = await RefreshAsync(pool, revoked.Refresh!);
        var other = await pool.SignInAsync(email);

        // Act
        await pool.Emulator.CallAsync("RevokeToken", new { pool.ClientId, Token = revoked.Refresh });

        // Assert
        foreach (var tokens in new[] { revoked, rotated })
        {
            await pool.Emulator.FailAsync("NotAuthorizedException", "GetUser", new { AccessToken = tokens.Access });
            await pool.Emulator.FailAsync("NotAuthorizedException", "GetTokensFromRefreshToken", new { pool.ClientId, RefreshToken = tokens.Refresh });
        }

        await pool.Emulator.CallAsync("GetUser", new { AccessToken = other.Access });
        await RefreshAsync(pool, other.Refresh!);
        await pool.Emulator.FailAsync("UnsupportedTokenTypeException", "RevokeToken", new { pool.ClientId, Token = other.Access });
    }

    [Fact]
    public async Task A_refresh_token_belongs_to_its_client()
    {
        var pool = await NewPoolAsync();
        var tokens = await pool.SignInAsync(await pool.NewUserAsync());
        var other = await pool.Emulator.CallAsync("CreateUserPoolClient", TestPool.ClientRequest(pool.Id, "other"));
        var otherId = other["UserPoolClient"]!["ClientId"]!.GetValue<string>();

        await pool.Emulator.FailAsync("NotAuthorizedException", "GetTokensFromRefreshToken", new { ClientId = otherId, RefreshToken = tokens.Refresh });
        await pool.Emulator.FailAsync("UnauthorizedException", "RevokeToken", new { ClientId = otherId, Token = tokens.Refresh });
        await RefreshAsync(pool, tokens.Refresh!);
    }

    [Fact]
    public async Task Beside_rotation_the_older_refresh_flow_is_refused_and_without_it_works()
    {
        var emulator = await shared.GetAsync();
        var rotating = await TestPool.CreateAsync(emulator);
        var plain = await TestPool.CreateAsync(emulator, client: new
        {
            RefreshTokenRotation = (object?)null,
            ExplicitAuthFlows = new[] { "ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH" },
        });
        var rotatingTokens = await rotating.SignInAsync(await rotating.NewUserAsync());
        var plainTokens = await plain.SignInAsync(await plain.NewUserAsync());

        await emulator.FailAsync("InvalidParameterException", "InitiateAuth", Request(rotating, rotatingTokens));
        var refreshed = Tokens.Of(await emulator.CallAsync("InitiateAuth", Request(plain, plainTokens)));
        await emulator.CallAsync("GetUser", new { AccessToken = refreshed.Access });
        Assert.Null(refreshed.Refresh);
        await emulator.FailAsync(
            "InvalidParameterException", "CreateUserPoolClient",
            TestPool.With(TestPool.ClientRequest(rotating.Id, "both"), new { ExplicitAuthFlows = new[] { "ALLOW_REFRESH_TOKEN_AUTH" } }));

        static object Request(TestPool pool, Tokens tokens) =>
            new { pool.ClientId, AuthFlow = "REFRESH_TOKEN_AUTH", AuthParameters = new { REFRESH_TOKEN = tokens.Refresh } };
    }

    [Fact]
    public async Task A_deleted_user_is_gone_with_all_tokens_and_may_come_back()
    {
        var pool = await NewPoolAsync();
        var email = await pool.NewUserAsync();
        var tokens = await pool.SignInAsync(email);

        await pool.Emulator.CallAsync("DeleteUser", new { AccessToken = tokens.Access });

        await pool.Emulator.FailAsync("UserNotFoundException", "GetUser", new { AccessToken = tokens.Access });
        await pool.Emulator.FailAsync("UserNotFoundException", "DeleteUser", new { AccessToken = tokens.Access });
        await pool.Emulator.FailAsync("NotAuthorizedException", "GetTokensFromRefreshToken", new { pool.ClientId, RefreshToken = tokens.Refresh });
        await pool.Emulator.FailAsync("NotAuthorizedException", "InitiateAuth", pool.PasswordAuth(email));
        await pool.SignUpAsync(email);
    }

    private static async Task<Tokens> RefreshAsync(TestPool pool, string refreshToken) =>
        Tokens.Of(await pool.Emulator.CallAsync("GetTokensFromRefreshToken", new { pool.ClientId, RefreshToken = refreshToken }));

    private static object Claim(string token, string name) => new JwtSecurityToken(token).Payload[name];

    private static string WithoutSignature(string token) => $"{Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""")}.{token.Split('.')[1]}.";

    private static string SignedWithAnotherKey(string token)
    {
        using var rsa = RSA.Create(2048);
        var signed = token[..token.LastIndexOf('.')];
        return $"{signed}.{Base64UrlEncoder.Encode(rsa.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    private static string Change(string payload, string claim, string value)
    {
        var claims = JsonNode.Parse(Base64UrlEncoder.Decode(payload))!;
        claims[claim] = value;
        return Base64UrlEncoder.Encode(claims.ToJsonString());
    }

    private async Task<TestPool> NewPoolAsync() => await TestPool.CreateAsync(await shared.GetAsync());
}
