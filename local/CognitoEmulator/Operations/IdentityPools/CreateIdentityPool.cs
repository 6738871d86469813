using CognitoEmulator.IdentityPools;
using CognitoEmulator.Protocol;
using CognitoEmulator.UserPools;
using Microsoft.Extensions.Options;

namespace CognitoEmulator.Operations;

internal sealed class CreateIdentityPool(IdentityPoolStore pools, IOptions<EmulatorOptions> options, TimeProvider clock) : IOperation<IdentityPoolSettings, IdentityPool>
{
    public async Task<IdentityPool> HandleAsync(IdentityPoolSettings request, OperationContext context)
    {
        request.Verify();
        var name = request.IdentityPoolName!;
        var id = DerivedIds.IdentityPool(options.Value.Region, name);
        if (pools.Exists(id))
        {
            id = DerivedIds.IdentityPool(options.Value.Region, DerivedIds.Another(name));
        }

        var pool = new IdentityPool(request) { IdentityPoolId = id };
        await pools.SaveAsync(new StoredIdentityPool(pool, new IdentityPoolRoles(id, null, null), clock.GetUtcNow()), context.Cancellation);
        return pool;
    }
}
