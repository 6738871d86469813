using CognitoEmulator.Protocol;
using CognitoEmulator.UserPools;

namespace CognitoEmulator.Operations;

internal sealed record UpdateUserPoolRequest : UserPoolSettings
{
    public string? UserPoolId { get; init; }

    public string? PoolName { get; init; }
}

/// <summary>Sets what can change; what the request leaves out goes back to its default, as in the service.</summary>
internal sealed class UpdateUserPool(UserPoolStore pools, TimeProvider clock) : IOperation<UpdateUserPoolRequest, Empty>
{
    public async Task<Empty> HandleAsync(UpdateUserPoolRequest request, OperationContext context)
    {
        new Constraints().UserPoolId(request.UserPoolId).Verify();
        var pool = pools.Get(request.UserPoolId!);
        UserPoolRules.Verify(request);
        await pools.SaveAsync(
            new UserPool(request)
            {
                Id = pool.Id,
                Name = request.PoolName ?? pool.Name,
                Arn = pool.Arn,
                SchemaAttributes = pool.SchemaAttributes,
                AliasAttributes = pool.AliasAttributes,
                UsernameAttributes = pool.UsernameAttributes,
                UsernameConfiguration = pool.UsernameConfiguration,
                // Left out, MFA stays: SetUserPoolMfaConfig is its operation.
                MfaConfiguration = request.MfaConfiguration ?? pool.MfaConfiguration,
                CreationDate = pool.CreationDate,
                LastModifiedDate = clock.GetUtcNow(),
            },
            context.Cancellation);
        return Empty.Value;
    }
}
