using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace TripLogger.Benchmarks.Backends;

/// <summary>Signs tokens as a user pool does, publishes the key, and deletes users by doing nothing, in this process.</summary>
internal sealed class UserPool : IAsyncDisposable
{
    public const string Region = "us-east-1";
    public const string PoolId = "us-east-1_benchmark";
    public const string ClientId = "benchmark";

    private readonly WebApplication _app;
    private readonly RsaSecurityKey _key;

    private UserPool(WebApplication app, RsaSecurityKey key)
    {
        _app = app;
        _key = key;
    }

    public Uri Endpoint => new(_app.Urls.Single());

    private string Issuer => $"{Endpoint.AbsoluteUri}{PoolId}";

    public static async Task<UserPool> StartAsync()
    {
        var key = new RsaSecurityKey(RSA.Create(2048)) { KeyId = "benchmark" };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var pool = new UserPool(builder.Build(), key);
        pool._app.MapGet($"/{PoolId}/.well-known/jwks.json", () =>
        {
            var parameters = key.Rsa.ExportParameters(includePrivateParameters: false);
            return Results.Text(
                $$"""{"keys":[{"alg":"RS256","kty":"RSA","use":"sig","kid":"{{key.KeyId}}","e":"{{Base64UrlEncoder.Encode(parameters.Exponent)}}","n":"{{Base64UrlEncoder.Encode(parameters.Modulus)}}"}]}""",
                "application/json");
        });
        pool._app.MapPost("/", (HttpRequest request) => request.Headers["X-Amz-Target"] == "AWSCognitoIdentityProviderService.DeleteUser" ? Results.Ok() : Results.BadRequest());
        await pool._app.StartAsync();
        return pool;
    }

    /// <summary>An access token with the claims of Cognito's.</summary>
    public string SignIn(string user) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = Issuer,
        IssuedAt = DateTime.UtcNow,
        NotBefore = null,
        Expires = DateTime.UtcNow.AddHours(1),
        SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.RsaSha256),
        Subject = new ClaimsIdentity(
        [
            new Claim("sub", user),
            new Claim("client_id", ClientId),
            new Claim("origin_jti", $"{Guid.NewGuid()}"),
            new Claim("event_id", $"{Guid.NewGuid()}"),
            new Claim("token_use", "access"),
            new Claim("scope", "aws.cognito.signin.user.admin"),
            new Claim("auth_time", $"{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}", ClaimValueTypes.Integer64),
            new Claim("jti", $"{Guid.NewGuid()}"),
            new Claim("username", user),
        ]),
    });

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
