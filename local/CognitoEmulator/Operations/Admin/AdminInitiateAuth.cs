using CognitoEmulator.Protocol;
using CognitoEmulator.SignIn;
using CognitoEmulator.UserPools;

namespace CognitoEmulator.Operations;

internal sealed record AdminInitiateAuthRequest
{
    public string? UserPoolId { get; init; }

    public string? ClientId { get; init; }

    public string? AuthFlow { get; init; }

    public Dictionary<string, string>? AuthParameters { get; init; }

    public Dictionary<string, string>? ClientMetadata { get; init; }
}

internal sealed class AdminInitiateAuth(UserPoolStore pools, AuthFlows flows) : IOperation<AdminInitiateAuthRequest, AuthResponse>
{
    public async Task<AuthResponse> HandleAsync(AdminInitiateAuthRequest request, OperationContext context)
    {
        new Constraints().UserPoolId(request.UserPoolId).ClientId(request.ClientId).Verify();
        var (pool, client) = pools.GetClient(request.UserPoolId!, request.ClientId!);
        return await flows.StartAsync(
            request.AuthFlow, new AuthCall(pool, client, request.AuthParameters ?? [], request.ClientMetadata, context), asAdministrator: true);
    }
}
