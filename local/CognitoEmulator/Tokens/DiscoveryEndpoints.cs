using System.Text.Json.Serialization;
using CognitoEmulator.UserPools;
using Microsoft.IdentityModel.Tokens;

namespace CognitoEmulator.Tokens;

/// <summary>
/// A pool's OpenID Connect metadata and keys: with them anyone can check tokens.
/// See <see href="https://openid.net/specs/openid-connect-discovery-1_0.html">OpenID Connect Discovery</see>.
/// </summary>
internal static class DiscoveryEndpoints
{
    public static RouteGroupBuilder MapDiscovery(this IEndpointRouteBuilder routes)
    {
        var wellKnown = routes.MapGroup("/{poolId}/.well-known");
        wellKnown.MapGet("/openid-configuration", (string poolId, HttpContext http, UserPoolStore pools) =>
        {
            if (pools.Find(poolId) is null)
            {
                return Results.NotFound();
            }

            var issuer = $"{http.Request.Scheme}://{http.Request.Host}/{poolId}";
            return Results.Json(
                new OpenIdConfiguration(issuer, $"{issuer}/.well-known/jwks.json", ["public"], ["code", "token"], ["RS256"], ["openid", "email", "phone", "profile"]),
                DiscoveryJson.Default.OpenIdConfiguration);
        });

        wellKnown.MapGet("/jwks.json", (string poolId, UserPoolStore pools, SigningKey key) =>
            pools.Find(poolId) is null
                ? Results.NotFound()
                : Results.Json(
                    new KeySet([new PublicKey("RS256", Base64UrlEncoder.Encode(key.PublicParameters.Exponent), key.Key.KeyId, "RSA", Base64UrlEncoder.Encode(key.PublicParameters.Modulus), "sig")]),
                    DiscoveryJson.Default.KeySet));
        return wellKnown;
    }
}

internal sealed record OpenIdConfiguration(
    string Issuer,
    string JwksUri,
    List<string> SubjectTypesSupported,
    List<string> ResponseTypesSupported,
    List<string> IdTokenSigningAlgValuesSupported,
    List<string> ScopesSupported);

internal sealed record KeySet(List<PublicKey> Keys);

internal sealed record PublicKey(string Alg, string E, string Kid, string Kty, string N, string Use);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(OpenIdConfiguration))]
[JsonSerializable(typeof(KeySet))]
internal sealed partial class DiscoveryJson : JsonSerializerContext;
