using CognitoEmulator.Protocol;
using CognitoEmulator.UserPools;

namespace CognitoEmulator.Operations;

internal sealed record ListGroupsRequest(string? UserPoolId, int? Limit, string? NextToken);

internal sealed record GroupsResponse(List<GroupType> Groups, string? NextToken);

internal sealed class ListGroups(UserPoolStore pools, GroupStore groups) : IOperation<ListGroupsRequest, GroupsResponse>
{
    public Task<GroupsResponse> HandleAsync(ListGroupsRequest request, OperationContext context)
    {
        new Constraints().UserPoolId(request.UserPoolId).Range("limit", request.Limit, 0, 60).Verify();
        var (page, next) = Paging.Page(
            groups.List(pools.Get(request.UserPoolId!).Id), group => group.GroupName, request.NextToken, Paging.Limit(request.Limit));
        return Task.FromResult(new GroupsResponse([.. page], next));
    }
}
