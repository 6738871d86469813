using CognitoEmulator.Protocol;
using CognitoEmulator.UserPools;
using Microsoft.Extensions.Options;

namespace CognitoEmulator.Operations;

internal sealed record CreateUserPoolRequest : UserPoolSettings
{
    public string? PoolName { get; init; }

    public List<SchemaAttribute>? Schema { get; init; }

    public List<string>? AliasAttributes { get; init; }

    public List<string>? UsernameAttributes { get; init; }

    public UsernameConfiguration? UsernameConfiguration { get; init; }
}

internal sealed record UserPoolResponse(UserPool UserPool);

internal sealed class CreateUserPool(UserPoolStore pools, IOptions<EmulatorOptions> options, TimeProvider clock) : IOperation<CreateUserPoolRequest, UserPoolResponse>
{
    public async Task<UserPoolResponse> HandleAsync(CreateUserPoolRequest request, OperationContext context)
    {
        new Constraints().ResourceName("poolName", request.PoolName).Verify();
        UserPoolRules.Verify(request);
        if (request.AliasAttributes is { Count: > 0 } && request.UsernameAttributes is { Count: > 0 })
        {
            throw CognitoException.InvalidParameter("Only one of the aliasAttributes or usernameAttributes can be set in a user pool.");
        }

        var region = options.Value.Region;
        var name = request.PoolName!;
        var id = DerivedIds.UserPool(region, name);
        if (pools.Find(id) is not null)
        {
            id = DerivedIds.UserPool(region, DerivedIds.Another(name));
        }

        var now = clock.GetUtcNow();
        var pool = new UserPool(request)
        {
            Id = id,
            Name = name,
            Arn = $"arn:aws:cognito-idp:{region}:{EmulatorOptions.AccountId}:userpool/{id}",
            SchemaAttributes = SchemaAttribute.Complete(request.Schema ?? []),
            AliasAttributes = request.AliasAttributes,
            UsernameAttributes = request.UsernameAttributes,
            UsernameConfiguration = request.UsernameConfiguration,
            CreationDate = now,
            LastModifiedDate = now,
        };
        await pools.SaveAsync(pool, context.Cancellation);
        return new UserPoolResponse(pool);
    }
}
