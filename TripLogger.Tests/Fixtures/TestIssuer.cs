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
    private readonly ConcurrentDictionary<string, TestUsers> _usersByToken = new();
    private readonly ConcurrentDictionary<string, int> _userRequests = new();
    private int _keyRequests;

    private TestIssuer(WebApplication app) => _app = app;

    /// <summary>The pool's key pair. Making one takes long, so there is one; every issuer still has a key id and an address of its own.</summary>
    public static RSA Key { get; } = RSA.Create(2048);

    /// <summary>The id of the key by which it signs now.</summary>
    public string KeyId { get; private set; } = Guid.NewGuid().ToString();

    public Uri Endpoint => new(_app.Urls.Single());

    public string Issuer => $"{Endpoint.AbsoluteUri}{PoolId}";

    /// <summary>How often the public keys were read.</summary>
    public int KeyRequests => _keyRequests;

    /// <summary>Answers the public keys only when this is done; not at all when it fails.</summary>
    public Func<Task> BeforeKeys { get; set; } = () => Task.CompletedTask;

    /// <summary>What happens to the answer with the keys on its way, or null.</summary>
    public NetworkFault? KeysFault { get; set; }

    public static async Task<TestIssuer> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var issuer = new TestIssuer(builder.Build());
        issuer._app.MapGet($"/{PoolId}/.well-known/jwks.json", issuer.GetKeysAsync);
        issuer._app.MapPost("/", issuer.AnswerAsync);
        await issuer._app.StartAsync(cancellationToken);
        return issuer;
    }

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

    /// <summary>Signs by another key from now on, and knows the one before no more.</summary>
    public void ChangeKey() => KeyId = Guid.NewGuid().ToString();

    /// <summary>How often GetUser was called with this token.</summary>
    public int UserRequests(string token) => _userRequests.GetValueOrDefault(token);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>Leaves what is asked with this token to these users.</summary>
    internal void Route(string token, TestUsers users) => _usersByToken[token] = users;

    private async Task GetKeysAsync(HttpContext context)
    {
        Interlocked.Increment(ref _keyRequests);
        await BeforeKeys();
        var key = Key.ExportParameters(includePrivateParameters: false);
        var answer = JsonSerializer.SerializeToUtf8Bytes(new
        {
            keys = new[]
            {
                new { alg = "RS256", e = Base64UrlEncoder.Encode(key.Exponent), kid = KeyId, kty = "RSA", n = Base64UrlEncoder.Encode(key.Modulus), use = "sig" },
            },
        });
        if (KeysFault is { } fault)
        {
            await fault(context, () => Task.FromResult((StatusCodes.Status200OK, answer)));
            return;
        }

        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(answer, context.RequestAborted);
    }

    private async Task<IResult> AnswerAsync(HttpRequest request)
    {
        using var body = await JsonDocument.ParseAsync(request.Body);
        var token = body.RootElement.GetProperty("AccessToken").GetString()!;
        var operation = request.Headers["X-Amz-Target"].ToString().Split('.')[^1];
        if (operation == "GetUser")
        {
            _userRequests.AddOrUpdate(token, 1, (_, count) => count + 1);
        }

        object? answer = null;
        var users = _usersByToken.GetValueOrDefault(token);
        var isKnown = operation switch
        {
            "GetUser" => users?.TryGet(token, out answer) is true,
            "DeleteUser" => users?.TryDelete(token, out answer) is true,
            _ => throw new InvalidOperationException($"Nobody taught the test's user pool {operation}."),
        };
        if (operation == "GetUser" && users is not null)
        {
            await users.AfterGetUser();
            if (users.UserFault() is { } fault)
            {
                return fault;
            }
        }

        return isKnown
            ? Json(StatusCodes.Status200OK, answer!)
            : Json(StatusCodes.Status400BadRequest, new { __type = users?.RefusalOf(token) ?? TestUsers.SignedOut, message = "Access Token has been revoked" });
    }

    private static IResult Json(int status, object body) =>
        Results.Text(JsonSerializer.Serialize(body), "application/x-amz-json-1.1", statusCode: status);
}
