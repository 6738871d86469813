using CognitoEmulator.IdentityPools;
using CognitoEmulator.Protocol;

namespace CognitoEmulator.Operations;

internal sealed record ListIdentityPoolsRequest(int? MaxResults, string? NextToken);

internal sealed record ListIdentityPoolsResponse(List<IdentityPoolShortDescription> IdentityPools, string? NextToken);

internal sealed record IdentityPoolShortDescription(string IdentityPoolId, string? IdentityPoolName);

internal sealed class ListIdentityPools(IdentityPoolStore pools) : IOperation<ListIdentityPoolsRequest, ListIdentityPoolsResponse>
{
    public Task<ListIdentityPoolsResponse> HandleAsync(ListIdentityPoolsRequest request, OperationContext context)
    {
        new Constraints().Required("maxResults", request.MaxResults).Range("maxResults", request.MaxResults, 1, 60).Verify();
        var (page, next) = Paging.Page(pools.Pools, pool => pool.IdentityPoolId, request.NextToken, request.MaxResults!.Value);
        return Task.FromResult(new ListIdentityPoolsResponse(
            [.. page.Select(pool => new IdentityPoolShortDescription(pool.IdentityPoolId, pool.IdentityPoolName))], next));
    }
}
