using CognitoEmulator.IdentityPools;
using CognitoEmulator.Protocol;
using CognitoEmulator.Tokens;

namespace CognitoEmulator.Operations;

internal sealed record GetOpenIdTokenRequest(string? IdentityId, Dictionary<string, string>? Logins);

internal sealed record GetOpenIdTokenResponse(string IdentityId, string Token);

internal sealed class GetOpenIdToken(IdentityAccess access, TokenIssuer issuer) : IOperation<GetOpenIdTokenRequest, GetOpenIdTokenResponse>
{
    private const string Issuer = "https://cognito-identity.amazonaws.com";

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    public async Task<GetOpenIdTokenResponse> HandleAsync(GetOpenIdTokenRequest request, OperationContext context)
    {
        var acting = await access.VerifyAsync(request.IdentityId, request.Logins, context.Cancellation);
        var claims = new Dictionary<string, object>
        {
            ["sub"] = acting.IdentityId,
            ["amr"] = acting.Login is { } login ? new[] { acting.Kind, login.Provider, $"{login.Provider}:CognitoSignIn:{login.Subject}" } : [acting.Kind],
        };
        return new GetOpenIdTokenResponse(acting.IdentityId, issuer.Write(Issuer, acting.Stored.Pool.IdentityPoolId, claims, Lifetime));
    }
}
