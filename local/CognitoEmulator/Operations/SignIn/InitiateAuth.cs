using CognitoEmulator.Protocol;
using CognitoEmulator.SignIn;
using CognitoEmulator.UserPools;

namespace CognitoEmulator.Operations;

internal sealed record InitiateAuthRequest
{
    public string? AuthFlow { get; init; }

    public Dictionary<string, string>? AuthParameters { get; init; }

    public Dictionary<string, string>? ClientMetadata { get; init; }

    public string? ClientId { get; init; }
}

internal sealed class InitiateAuth(UserPoolStore pools, AuthFlows flows) : IOperation<InitiateAuthRequest, AuthResponse>
{
    public async Task<AuthResponse> HandleAsync(InitiateAuthRequest request, OperationContext context)
    {
        new Constraints().ClientId(request.ClientId).Verify();
        var (pool, client) = pools.GetClient(request.ClientId!);
        return await flows.StartAsync(
            request.AuthFlow, new AuthCall(pool, client, request.AuthParameters ?? [], request.ClientMetadata, context), asAdministrator: false);
    }
}
