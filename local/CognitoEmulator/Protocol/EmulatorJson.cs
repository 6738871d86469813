using System.Text.Json.Serialization;
using CognitoEmulator.IdentityPools;
using CognitoEmulator.Operations;
using CognitoEmulator.SignIn;
using CognitoEmulator.UserPools;

namespace CognitoEmulator.Protocol;

/// <summary>The shapes on the wire and in the database; compiled, so the first request is as fast as the others.</summary>
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(EpochSecondsConverter), typeof(TextMapConverter)])]
[JsonSerializable(typeof(AccessTokenRequest))]
[JsonSerializable(typeof(AuthResponse))]
[JsonSerializable(typeof(CodeDeliveryResponse))]
[JsonSerializable(typeof(ConfirmSignUpRequest))]
[JsonSerializable(typeof(CreateUserPoolClientRequest))]
[JsonSerializable(typeof(CreateUserPoolRequest))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(Empty))]
[JsonSerializable(typeof(ErrorBody))]
[JsonSerializable(typeof(GetTokensFromRefreshTokenRequest))]
[JsonSerializable(typeof(GetTokensFromRefreshTokenResponse))]
[JsonSerializable(typeof(GetUserResponse))]
[JsonSerializable(typeof(GroupType))]
[JsonSerializable(typeof(IdentityPool))]
[JsonSerializable(typeof(IdentityPoolRequest))]
[JsonSerializable(typeof(IdentityPoolRoles))]
[JsonSerializable(typeof(IdentityPoolSettings))]
[JsonSerializable(typeof(InitiateAuthRequest))]
[JsonSerializable(typeof(List<string>))]
[JsonSerializable(typeof(ListIdentityPoolsRequest))]
[JsonSerializable(typeof(ListIdentityPoolsResponse))]
[JsonSerializable(typeof(ListUserPoolClientsRequest))]
[JsonSerializable(typeof(ListUserPoolClientsResponse))]
[JsonSerializable(typeof(ListUserPoolsRequest))]
[JsonSerializable(typeof(ListUserPoolsResponse))]
[JsonSerializable(typeof(ResendConfirmationCodeRequest))]
[JsonSerializable(typeof(RespondToAuthChallengeRequest))]
[JsonSerializable(typeof(RevokeTokenRequest))]
[JsonSerializable(typeof(SetIdentityPoolRolesRequest))]
[JsonSerializable(typeof(SetUserPoolMfaConfigRequest))]
[JsonSerializable(typeof(SignUpRequest))]
[JsonSerializable(typeof(SignUpResponse))]
[JsonSerializable(typeof(StoredIdentityPool))]
[JsonSerializable(typeof(UpdateIdentityPoolRequest))]
[JsonSerializable(typeof(UpdateUserPoolClientRequest))]
[JsonSerializable(typeof(UpdateUserPoolRequest))]
[JsonSerializable(typeof(UserPoolClientRequest))]
[JsonSerializable(typeof(UserPoolClientResponse))]
[JsonSerializable(typeof(UserPoolMfaConfigResponse))]
[JsonSerializable(typeof(UserPoolRequest))]
[JsonSerializable(typeof(UserPoolResponse))]
internal sealed partial class EmulatorJson : JsonSerializerContext;

/// <summary>An error on the wire.</summary>
internal sealed record ErrorBody([property: JsonPropertyName("__type")] string Type, [property: JsonPropertyName("message")] string Message);
