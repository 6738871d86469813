using System.Text.Json.Serialization;

namespace TripLogger.Api.Cognito;

/// <summary>The request of operations that ask for nothing but the token.</summary>
internal sealed record AccessTokenRequest(string AccessToken);

internal sealed record GetUserResponse(IReadOnlyList<UserAttribute> UserAttributes);

internal sealed record UserAttribute(string Name, string Value);

/// <param name="Type">The exception's name; some AWS services put a namespace and a # before it.</param>
internal sealed record CognitoError([property: JsonPropertyName("__type")] string Type);

/// <summary>Cognito's JSON: names in Pascal case.</summary>
[JsonSerializable(typeof(AccessTokenRequest))]
[JsonSerializable(typeof(GetUserResponse))]
[JsonSerializable(typeof(CognitoError))]
internal sealed partial class CognitoJsonContext : JsonSerializerContext;
