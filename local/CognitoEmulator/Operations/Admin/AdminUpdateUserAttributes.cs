using CognitoEmulator.Protocol;
using CognitoEmulator.Users;

namespace CognitoEmulator.Operations;

internal sealed record AdminUpdateUserAttributesRequest
{
    public string? UserPoolId { get; init; }

    public string? Username { get; init; }

    public List<AttributeType>? UserAttributes { get; init; }

    public Dictionary<string, string>? ClientMetadata { get; init; }
}

internal sealed class AdminUpdateUserAttributes(UserDirectory directory, AttributeChanges changes) : IOperation<AdminUpdateUserAttributesRequest, Empty>
{
    public async Task<Empty> HandleAsync(AdminUpdateUserAttributesRequest request, OperationContext context)
    {
        new Constraints().UserPoolId(request.UserPoolId).Username(request.Username).Required("userAttributes", request.UserAttributes).Verify();
        var (pool, user) = directory.Get(request.UserPoolId, request.Username);
        var attributes = AttributeRules.Verify(pool, client: null, request.UserAttributes);
        await changes.ApplyAsync(pool, clientId: null, user, attributes, request.ClientMetadata, context.Cancellation);
        return Empty.Value;
    }
}
