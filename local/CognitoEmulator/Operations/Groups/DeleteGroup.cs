using CognitoEmulator.Protocol;
using CognitoEmulator.UserPools;

namespace CognitoEmulator.Operations;

internal sealed class DeleteGroup(UserPoolStore pools, GroupStore groups) : IOperation<GroupRequest, Empty>
{
    public async Task<Empty> HandleAsync(GroupRequest request, OperationContext context)
    {
        request.Verify();
        await groups.DeleteAsync(groups.Get(pools.Get(request.UserPoolId!).Id, request.GroupName!), context.Cancellation);
        return Empty.Value;
    }
}
