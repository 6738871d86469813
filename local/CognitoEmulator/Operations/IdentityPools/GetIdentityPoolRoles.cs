using CognitoEmulator.IdentityPools;
using CognitoEmulator.Protocol;

namespace CognitoEmulator.Operations;

internal sealed class GetIdentityPoolRoles(IdentityPoolStore pools) : IOperation<IdentityPoolRequest, IdentityPoolRoles>
{
    public Task<IdentityPoolRoles> HandleAsync(IdentityPoolRequest request, OperationContext context)
    {
        new Constraints().IdentityPoolId(request.IdentityPoolId).Verify();
        return Task.FromResult(pools.Get(request.IdentityPoolId!).Roles);
    }
}
