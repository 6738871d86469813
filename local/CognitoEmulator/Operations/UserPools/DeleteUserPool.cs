using CognitoEmulator.Protocol;
using CognitoEmulator.UserPools;

namespace CognitoEmulator.Operations;

internal sealed class DeleteUserPool(UserPoolStore pools) : IOperation<UserPoolRequest, Empty>
{
    public async Task<Empty> HandleAsync(UserPoolRequest request, OperationContext context)
    {
        new Constraints().UserPoolId(request.UserPoolId).Verify();
        var pool = pools.Get(request.UserPoolId!);
        if (pool.DeletionProtection == "ACTIVE")
        {
            throw CognitoException.InvalidParameter("The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.");
        }

        await pools.DeleteAsync(pool, context.Cancellation);
        return Empty.Value;
    }
}
