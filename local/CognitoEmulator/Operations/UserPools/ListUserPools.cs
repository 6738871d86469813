using CognitoEmulator.Protocol;
using CognitoEmulator.UserPools;

namespace CognitoEmulator.Operations;

internal sealed record ListUserPoolsRequest(string? NextToken, int? MaxResults);

internal sealed record ListUserPoolsResponse(List<UserPoolDescription> UserPools, string? NextToken);

internal sealed record UserPoolDescription(string Id, string Name, LambdaConfig LambdaConfig, DateTimeOffset CreationDate, DateTimeOffset LastModifiedDate);

internal sealed class ListUserPools(UserPoolStore pools) : IOperation<ListUserPoolsRequest, ListUserPoolsResponse>
{
    public Task<ListUserPoolsResponse> HandleAsync(ListUserPoolsRequest request, OperationContext context)
    {
        new Constraints().Required("maxResults", request.MaxResults).Range("maxResults", request.MaxResults, 1, 60).Verify();
        var (page, next) = Paging.Page([.. pools.Pools], pool => pool.Id, request.NextToken, request.MaxResults!.Value);
        return Task.FromResult(new ListUserPoolsResponse(
            [.. page.Select(pool => new UserPoolDescription(pool.Id, pool.Name, pool.LambdaConfig ?? new LambdaConfig(), pool.CreationDate, pool.LastModifiedDate))],
            next));
    }
}
