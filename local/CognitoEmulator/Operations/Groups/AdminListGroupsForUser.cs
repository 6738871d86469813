using CognitoEmulator.Protocol;
using CognitoEmulator.UserPools;
using CognitoEmulator.Users;

namespace CognitoEmulator.Operations;

internal sealed record AdminListGroupsForUserRequest(string? UserPoolId, string? Username, int? Limit, string? NextToken);

internal sealed class AdminListGroupsForUser(UserDirectory directory, GroupStore groups) : IOperation<AdminListGroupsForUserRequest, GroupsResponse>
{
    public Task<GroupsResponse> HandleAsync(AdminListGroupsForUserRequest request, OperationContext context)
    {
        new Constraints().Range("limit", request.Limit, 0, 60).Verify();
        var (_, user) = directory.Get(request.UserPoolId, request.Username);
        var (page, next) = Paging.Page(groups.GroupsOf(user), group => group.GroupName, request.NextToken, Paging.Limit(request.Limit));
        return Task.FromResult(new GroupsResponse([.. page], next));
    }
}
