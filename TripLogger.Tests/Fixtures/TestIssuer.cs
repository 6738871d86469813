using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace TripLogger.Tests.Fixtures;

/// <summary>
/// Plays the user pool on a loopback port: its public keys and GetUser. Unlike a pool it signs whatever a test wants,
/// which is what attacks on the token check need.
/// </summary>
public sealed class TestIssuer : IAsyncDisposable
{
    public const string PoolId = "us-east-1_test00000";
    public const string ClientId = "our-web-client";

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, Dictionary<string, string>> _users = new();
    private int _keyRequests;
    private int _userRequests;

    private TestIssuer(WebApplication app) => _app = app;

    /// <summary>The pool's key pair. Making one takes long, so there is one; every issuer still has a key id and an address of its own.</summary>
    public static RSA Key { get; } = RSA.Create(2048);

    public string KeyId { get; } = Guid.NewGuid().ToString();

    public Uri Endpoint => new(_app.Urls.Single());

    public string Issuer => $"{Endpoint.AbsoluteUri}{PoolId}";

    /// <summary>How often the public keys were read.</summary>
    public int KeyRequests => _keyRequests;

    /// <summary>How often GetUser was called.</summary>
    public int UserRequests => _userRequests;

    /// <summary>The subs of deleted users.</summary>
    public ConcurrentQueue<string> DeletedUsers { get; } = new();

    /// <summary>How a token is refused that is signed out, or whose user is gone.</summary>
    public string UnknownTokenError { get; set; } = "NotAuthorizedException";

    public static async Task<TestIssuer> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var issuer = new TestIssuer(builder.Build());
        issuer._app.MapGet($"/{PoolId}/.well-known/openid-configuration", () => Results.Json(new { issuer = issuer.Issuer, jwks_uri = $"{issuer.Issuer}/.well-known/jwks.json" }));
        issuer._app.MapGet($"/{PoolId}/.well-known/jwks.json", issuer.GetKeys);
        issuer._app.MapPost("/", issuer.AnswerAsync);
        await issuer._app.StartAsync(cancellationToken);
        return issuer;
    }

    /// <summary>A sign-in: an access token of a user whom GetUser knows by it.</summary>
    public string SignIn(string sub, string email = "someone@example.com", bool emailVerified = true)
    {
        var token = Jwt.Sign(this, Claims(sub));
        _users[token] = new() { ["sub"] = sub, ["email"] = email, ["email_verified"] = emailVerified ? "true" : "false" };
        return token;
    }

    /// <summary>Changes the address of the user who signed in with this token.</summary>
    public void ChangeEmail(string token, string email, bool verified)
    {
        _users[token]["email"] = email;
        _users[token]["email_verified"] = verified ? "true" : "false";
    }

    /// <summary>Signs out: the token stays well signed, but GetUser no longer accepts it.</summary>
    public void SignOut(string token) => _users.TryRemove(token, out _);

    /// <summary>The claims of a genuine access token of <paramref name="sub"/>.</summary>
    public Dictionary<string, object> Claims(string sub)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        return new()
        {
            ["sub"] = sub,
            ["iss"] = Issuer,
            ["client_id"] = ClientId,
            ["origin_jti"] = Guid.NewGuid().ToString(),
            ["event_id"] = Guid.NewGuid().ToString(),
            ["token_use"] = "access",
            ["scope"] = "aws.cognito.signin.user.admin",
            ["auth_time"] = now,
            ["iat"] = now,
            ["exp"] = now + 3600,
            ["jti"] = Guid.NewGuid().ToString(),
            ["username"] = sub,
        };
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IResult GetKeys()
    {
        Interlocked.Increment(ref _keyRequests);
        var key = Key.ExportParameters(includePrivateParameters: false);
        return Results.Json(new
        {
            keys = new[]
            {
                new { alg = "RS256", e = Base64UrlEncoder.Encode(key.Exponent), kid = KeyId, kty = "RSA", n = Base64UrlEncoder.Encode(key.Modulus), use = "sig" },
            },
        });
    }

    private async Task<IResult> AnswerAsync(HttpRequest request)
    {
        using var body = await JsonDocument.ParseAsync(request.Body);
        var token = body.RootElement.GetProperty("AccessToken").GetString()!;
        return request.Headers["X-Amz-Target"].ToString().Split('.')[^1] switch
        {
            "GetUser" => GetUser(token),
            "DeleteUser" => DeleteUser(token),
            var operation => throw new InvalidOperationException($"Nobody taught the test's user pool {operation}."),
        };
    }

    private IResult GetUser(string token)
    {
        Interlocked.Increment(ref _userRequests);
        return _users.TryGetValue(token, out var attributes)
            ? Json(StatusCodes.Status200OK, new { Username = attributes["sub"], UserAttributes = attributes.Select(attribute => new { Name = attribute.Key, attribute.Value }) })
            : Refused();
    }

    private IResult DeleteUser(string token)
    {
        if (!_users.TryRemove(token, out var attributes))
        {
            return Refused();
        }

        DeletedUsers.Enqueue(attributes["sub"]);
        return Json(StatusCodes.Status200OK, new { });
    }

    private IResult Refused() => Json(StatusCodes.Status400BadRequest, new { __type = UnknownTokenError, message = "Access Token has been revoked" });

    private static IResult Json(int status, object body) =>
        Results.Text(JsonSerializer.Serialize(body), "application/x-amz-json-1.1", statusCode: status);
}
