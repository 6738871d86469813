using CognitoEmulator.Protocol;
using CognitoEmulator.UserPools;
using CognitoEmulator.Users;

namespace CognitoEmulator.Operations;

internal sealed record ListUsersInGroupRequest(string? UserPoolId, string? GroupName, int? Limit, string? NextToken);

internal sealed record ListUsersInGroupResponse(List<UserType> Users, string? NextToken);

internal sealed class ListUsersInGroup(UserPoolStore pools, GroupStore groups, UserStore users) : IOperation<ListUsersInGroupRequest, ListUsersInGroupResponse>
{
    public Task<ListUsersInGroupResponse> HandleAsync(ListUsersInGroupRequest request, OperationContext context)
    {
        new GroupRequest(request.UserPoolId, request.GroupName).Verify();
        new Constraints().Range("limit", request.Limit, 0, 60).Verify();
        var group = groups.Get(pools.Get(request.UserPoolId!).Id, request.GroupName!);
        var (page, next) = Paging.Page(users.ListInGroup(group.UserPoolId, group.GroupName), user => user.Username, request.NextToken, Paging.Limit(request.Limit));
        return Task.FromResult(new ListUsersInGroupResponse([.. page.Select(user => UserType.Of(user))], next));
    }
}
