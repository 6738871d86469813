using CognitoEmulator.IdentityPools;
using CognitoEmulator.Protocol;

namespace CognitoEmulator.Operations;

/// <summary>A request whose only member is an identity pool.</summary>
internal sealed record IdentityPoolRequest(string? IdentityPoolId);

internal sealed class DescribeIdentityPool(IdentityPoolStore pools) : IOperation<IdentityPoolRequest, IdentityPool>
{
    public Task<IdentityPool> HandleAsync(IdentityPoolRequest request, OperationContext context)
    {
        new Constraints().IdentityPoolId(request.IdentityPoolId).Verify();
        return Task.FromResult(pools.Get(request.IdentityPoolId!).Pool);
    }
}
