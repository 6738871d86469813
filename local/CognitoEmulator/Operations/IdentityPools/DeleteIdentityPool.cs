using CognitoEmulator.IdentityPools;
using CognitoEmulator.Protocol;

namespace CognitoEmulator.Operations;

internal sealed class DeleteIdentityPool(IdentityPoolStore pools) : IOperation<IdentityPoolRequest, Empty>
{
    public async Task<Empty> HandleAsync(IdentityPoolRequest request, OperationContext context)
    {
        new Constraints().IdentityPoolId(request.IdentityPoolId).Verify();
        await pools.DeleteAsync(pools.Get(request.IdentityPoolId!).Pool.IdentityPoolId, context.Cancellation);
        return Empty.Value;
    }
}
