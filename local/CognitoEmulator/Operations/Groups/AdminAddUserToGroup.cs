using CognitoEmulator.Protocol;
using CognitoEmulator.UserPools;
using CognitoEmulator.Users;

namespace CognitoEmulator.Operations;

internal sealed record GroupMemberRequest(string? UserPoolId, string? Username, string? GroupName);

internal sealed class AdminAddUserToGroup(UserDirectory directory, GroupStore groups) : IOperation<GroupMemberRequest, Empty>
{
    public async Task<Empty> HandleAsync(GroupMemberRequest request, OperationContext context)
    {
        new GroupRequest(request.UserPoolId, request.GroupName).Verify();
        var (pool, user) = directory.Get(request.UserPoolId, request.Username);
        await groups.AddAsync(groups.Get(pool.Id, request.GroupName!), user, context.Cancellation);
        return Empty.Value;
    }
}
