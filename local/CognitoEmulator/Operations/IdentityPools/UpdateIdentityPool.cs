using CognitoEmulator.IdentityPools;
using CognitoEmulator.Protocol;

namespace CognitoEmulator.Operations;

internal sealed record UpdateIdentityPoolRequest : IdentityPoolSettings
{
    public string? IdentityPoolId { get; init; }
}

internal sealed class UpdateIdentityPool(IdentityPoolStore pools) : IOperation<UpdateIdentityPoolRequest, IdentityPool>
{
    public async Task<IdentityPool> HandleAsync(UpdateIdentityPoolRequest request, OperationContext context)
    {
        new Constraints().IdentityPoolId(request.IdentityPoolId).Verify();
        request.Verify();
        var stored = pools.Get(request.IdentityPoolId!);
        var pool = new IdentityPool(request) { IdentityPoolId = stored.Pool.IdentityPoolId };
        await pools.SaveAsync(stored with { Pool = pool }, context.Cancellation);
        return pool;
    }
}
