using CognitoEmulator.Protocol;
using CognitoEmulator.SignIn;
using CognitoEmulator.Tokens;
using CognitoEmulator.UserPools;

namespace CognitoEmulator.Operations;

internal sealed record GetTokensFromRefreshTokenRequest
{
    public string? RefreshToken { get; init; }

    public string? ClientId { get; init; }

    public string? ClientSecret { get; init; }

    public Dictionary<string, string>? ClientMetadata { get; init; }
}

internal sealed record GetTokensFromRefreshTokenResponse(AuthenticationResultType AuthenticationResult);

internal sealed class GetTokensFromRefreshToken(UserPoolStore pools, RefreshFlow refresh)
    : IOperation<GetTokensFromRefreshTokenRequest, GetTokensFromRefreshTokenResponse>
{
    public async Task<GetTokensFromRefreshTokenResponse> HandleAsync(GetTokensFromRefreshTokenRequest request, OperationContext context)
    {
        new Constraints().Required("refreshToken", request.RefreshToken).Token("refreshToken", request.RefreshToken).ClientId(request.ClientId).Verify();
        var (pool, client) = pools.GetClient(request.ClientId!);
        return new GetTokensFromRefreshTokenResponse(await refresh.RefreshAsync(
            pool, client, request.RefreshToken!, _ => client.VerifySecret(request.ClientSecret), request.ClientMetadata, context));
    }
}
