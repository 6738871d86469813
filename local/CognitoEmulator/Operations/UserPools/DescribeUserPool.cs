using CognitoEmulator.Protocol;
using CognitoEmulator.UserPools;
using CognitoEmulator.Users;

namespace CognitoEmulator.Operations;

/// <summary>A request whose only member is a pool.</summary>
internal sealed record UserPoolRequest(string? UserPoolId);

internal sealed class DescribeUserPool(UserPoolStore pools, UserStore users) : IOperation<UserPoolRequest, UserPoolResponse>
{
    public Task<UserPoolResponse> HandleAsync(UserPoolRequest request, OperationContext context)
    {
        new Constraints().UserPoolId(request.UserPoolId).Verify();
        var pool = pools.Get(request.UserPoolId!);
        return Task.FromResult(new UserPoolResponse(pool with { EstimatedNumberOfUsers = users.Count(pool.Id) }));
    }
}
