using CognitoEmulator.Protocol;
using CognitoEmulator.UserPools;

namespace CognitoEmulator.Operations;

/// <summary>A request whose only members are a pool and a group.</summary>
internal sealed record GroupRequest(string? UserPoolId, string? GroupName)
{
    /// <exception cref="CognitoException">InvalidParameterException.</exception>
    public void Verify() => new Constraints().UserPoolId(UserPoolId).Required("groupName", GroupName).Text("groupName", GroupName, 1, 128).Verify();
}

internal sealed class GetGroup(UserPoolStore pools, GroupStore groups) : IOperation<GroupRequest, GroupResponse>
{
    public Task<GroupResponse> HandleAsync(GroupRequest request, OperationContext context)
    {
        request.Verify();
        return Task.FromResult(new GroupResponse(groups.Get(pools.Get(request.UserPoolId!).Id, request.GroupName!)));
    }
}
