using CognitoEmulator.Protocol;
using CognitoEmulator.UserPools;
using CognitoEmulator.Users;

namespace CognitoEmulator.Operations;

internal sealed class AdminRemoveUserFromGroup(UserDirectory directory, GroupStore groups) : IOperation<GroupMemberRequest, Empty>
{
    public async Task<Empty> HandleAsync(GroupMemberRequest request, OperationContext context)
    {
        new GroupRequest(request.UserPoolId, request.GroupName).Verify();
        var (pool, user) = directory.Get(request.UserPoolId, request.Username);
        await groups.RemoveAsync(groups.Get(pool.Id, request.GroupName!), user, context.Cancellation);
        return Empty.Value;
    }
}
