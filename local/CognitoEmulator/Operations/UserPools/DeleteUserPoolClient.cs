using CognitoEmulator.Protocol;
using CognitoEmulator.UserPools;

namespace CognitoEmulator.Operations;

internal sealed class DeleteUserPoolClient(UserPoolStore pools) : IOperation<UserPoolClientRequest, Empty>
{
    public async Task<Empty> HandleAsync(UserPoolClientRequest request, OperationContext context)
    {
        new Constraints().UserPoolId(request.UserPoolId).ClientId(request.ClientId).Verify();
        await pools.DeleteAsync(pools.GetClient(request.UserPoolId!, request.ClientId!).Client, context.Cancellation);
        return Empty.Value;
    }
}
