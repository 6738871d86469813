using CognitoEmulator.Protocol;
using CognitoEmulator.UserPools;

namespace CognitoEmulator.Operations;

internal sealed class GetUserPoolMfaConfig(UserPoolStore pools) : IOperation<UserPoolRequest, UserPoolMfaConfigResponse>
{
    public Task<UserPoolMfaConfigResponse> HandleAsync(UserPoolRequest request, OperationContext context)
    {
        new Constraints().UserPoolId(request.UserPoolId).Verify();
        var pool = pools.Get(request.UserPoolId!);
        return Task.FromResult(new UserPoolMfaConfigResponse(
            pool.AllowsMfa ? new SoftwareTokenMfaConfiguration(true) : null, pool.MfaConfiguration ?? "OFF"));
    }
}
