using CognitoEmulator.Protocol;
using CognitoEmulator.UserPools;

namespace CognitoEmulator.Operations;

internal sealed record UpdateUserPoolClientRequest : ClientSettings
{
    public string? UserPoolId { get; init; }

    public string? ClientId { get; init; }

    public string? ClientName { get; init; }
}

/// <summary>Sets what can change; what the request leaves out goes back to its default, as in the service.</summary>
internal sealed class UpdateUserPoolClient(UserPoolStore pools, TimeProvider clock) : IOperation<UpdateUserPoolClientRequest, UserPoolClientResponse>
{
    public async Task<UserPoolClientResponse> HandleAsync(UpdateUserPoolClientRequest request, OperationContext context)
    {
        new Constraints().UserPoolId(request.UserPoolId).ClientId(request.ClientId).Verify();
        var (pool, client) = pools.GetClient(request.UserPoolId!, request.ClientId!);
        request.Verify();
        UserPoolRules.VerifyAttributes(pool, request);
        var updated = new UserPoolClient(request)
        {
            UserPoolId = client.UserPoolId,
            ClientId = client.ClientId,
            ClientName = request.ClientName ?? client.ClientName,
            ClientSecret = client.ClientSecret,
            CreationDate = client.CreationDate,
            LastModifiedDate = clock.GetUtcNow(),
        };
        await pools.SaveAsync(updated, context.Cancellation);
        return new UserPoolClientResponse(updated);
    }
}
