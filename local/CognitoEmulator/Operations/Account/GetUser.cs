using CognitoEmulator.Protocol;
using CognitoEmulator.Tokens;
using CognitoEmulator.Users;

namespace CognitoEmulator.Operations;

/// <summary>A request whose only member is the caller's access token.</summary>
internal sealed record AccessTokenRequest(string? AccessToken);

internal sealed record GetUserResponse(string Username, List<AttributeType> UserAttributes, string? PreferredMfaSetting, List<string>? UserMFASettingList);

internal sealed class GetUser(AccessTokens tokens) : IOperation<AccessTokenRequest, GetUserResponse>
{
    public async Task<GetUserResponse> HandleAsync(AccessTokenRequest request, OperationContext context)
    {
        var (_, client, user, _) = await tokens.AuthenticateAsync(request.AccessToken);
        var attributes = AttributeType.Of(user).Where(attribute => attribute.Name == "sub" || client.MayRead(attribute.Name!)).ToList();
        return new GetUserResponse(
            user.Username,
            attributes,
            user.TotpEnabled ? "SOFTWARE_TOKEN_MFA" : null,
            user.TotpEnabled ? ["SOFTWARE_TOKEN_MFA"] : null);
    }
}
