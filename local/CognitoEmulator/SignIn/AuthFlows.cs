using CognitoEmulator.Protocol;

namespace CognitoEmulator.SignIn;

/// <summary>Starts a sign-in by the flow its client asks for and is allowed.</summary>
internal sealed class AuthFlows(PasswordFlow password, SrpFlow srp, RefreshFlow refresh)
{
    private static readonly string[] Names =
    [
        "USER_SRP_AUTH", "REFRESH_TOKEN_AUTH", "REFRESH_TOKEN", "CUSTOM_AUTH", "ADMIN_NO_SRP_AUTH", "USER_PASSWORD_AUTH", "ADMIN_USER_PASSWORD_AUTH", "USER_AUTH",
    ];

    public async Task<AuthResponse> StartAsync(string? flow, AuthCall call, bool asAdministrator)
    {
        new Constraints().Required("authFlow", flow).OneOf("authFlow", flow, Names).Verify();
        switch (flow)
        {
            case "USER_SRP_AUTH":
                VerifyAllowed(call, flow);
                return srp.Start(call);
            case "USER_PASSWORD_AUTH" when !asAdministrator:
                VerifyAllowed(call, flow);
                return await password.StartAsync(call);
            case "ADMIN_USER_PASSWORD_AUTH" or "ADMIN_NO_SRP_AUTH" when asAdministrator:
                if (!call.Client.Allows("ADMIN_USER_PASSWORD_AUTH") && !call.Client.Allows("ADMIN_NO_SRP_AUTH"))
                {
                    throw CognitoException.InvalidParameter($"{flow} flow not enabled for this client");
                }

                return await password.StartAsync(call);
            case "REFRESH_TOKEN_AUTH" or "REFRESH_TOKEN":
                return await RefreshAsync(call);
            case "CUSTOM_AUTH" or "USER_AUTH":
                throw CognitoException.InvalidParameter($"{flow} is not supported by the emulator; it has USER_SRP_AUTH and USER_PASSWORD_AUTH.");
            default:
                throw CognitoException.InvalidParameter("Initiate Auth method not supported.");
        }
    }

    private async Task<AuthResponse> RefreshAsync(AuthCall call)
    {
        if (call.Client.RotatesRefreshTokens)
        {
            throw CognitoException.InvalidParameter("REFRESH_TOKEN_AUTH is not available with refresh token rotation: use GetTokensFromRefreshToken.");
        }

        VerifyAllowed(call, "REFRESH_TOKEN_AUTH");
        return new AuthResponse
        {
            AuthenticationResult = await refresh.RefreshAsync(
                call.Pool,
                call.Client,
                call.Required("REFRESH_TOKEN"),
                user => call.Client.VerifySecretHash(user.Username, call.Parameters.GetValueOrDefault("SECRET_HASH")),
                call.ClientMetadata,
                call.Context),
        };
    }

    private static void VerifyAllowed(AuthCall call, string flow)
    {
        if (!call.Client.Allows(flow))
        {
            throw CognitoException.InvalidParameter(flow == "USER_SRP_AUTH" ? "USER_SRP_AUTH is not enabled for the client." : $"{flow} flow not enabled for this client");
        }
    }
}
