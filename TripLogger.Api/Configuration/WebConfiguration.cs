using System.Text.Json.Serialization;

namespace TripLogger.Api.Configuration;

/// <summary>What a browser must know to sign in; nothing of it is secret. Endpoints are only there in a local run.</summary>
public sealed record WebConfiguration(
    string Environment,
    string Region,
    string UserPoolId,
    string UserPoolClientId,
    string IdentityPoolId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? UserPoolEndpoint,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? IdentityPoolEndpoint,
    [property: JsonPropertyName("oauth"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] OAuthConfiguration? OAuth,
    IReadOnlyList<string> SocialProviders);

/// <summary>The pool's sign-in pages.</summary>
/// <param name="Domain">Their host.</param>
/// <param name="Scopes">The scopes to ask for.</param>
public sealed record OAuthConfiguration(string Domain, IReadOnlyList<string> Scopes);
