using CognitoEmulator.Protocol;
using CognitoEmulator.UserPools;

namespace CognitoEmulator.Operations;

internal sealed record UserPoolClientRequest(string? UserPoolId, string? ClientId);

internal sealed class DescribeUserPoolClient(UserPoolStore pools) : IOperation<UserPoolClientRequest, UserPoolClientResponse>
{
    public Task<UserPoolClientResponse> HandleAsync(UserPoolClientRequest request, OperationContext context)
    {
        new Constraints().UserPoolId(request.UserPoolId).ClientId(request.ClientId).Verify();
        return Task.FromResult(new UserPoolClientResponse(pools.GetClient(request.UserPoolId!, request.ClientId!).Client));
    }
}
