using CognitoEmulator.Protocol;
using CognitoEmulator.UserPools;

namespace CognitoEmulator.Operations;

internal sealed class UpdateGroup(UserPoolStore pools, GroupStore groups, TimeProvider clock) : IOperation<GroupSettingsRequest, GroupResponse>
{
    public async Task<GroupResponse> HandleAsync(GroupSettingsRequest request, OperationContext context)
    {
        request.Verify();
        var current = groups.Get(pools.Get(request.UserPoolId!).Id, request.GroupName!);
        var group = current with
        {
            Description = request.Description ?? current.Description,
            RoleArn = request.RoleArn ?? current.RoleArn,
            Precedence = request.Precedence ?? current.Precedence,
            LastModifiedDate = clock.GetUtcNow(),
        };
        await groups.SaveAsync(group, isNew: false, context.Cancellation);
        return new GroupResponse(group);
    }
}
