using CognitoEmulator.Protocol;
using CognitoEmulator.Users;

namespace CognitoEmulator.Operations;

internal sealed record AdminDeleteUserAttributesRequest(string? UserPoolId, string? Username, List<string>? UserAttributeNames);

internal sealed class AdminDeleteUserAttributes(UserDirectory directory, AttributeChanges changes) : IOperation<AdminDeleteUserAttributesRequest, Empty>
{
    public async Task<Empty> HandleAsync(AdminDeleteUserAttributesRequest request, OperationContext context)
    {
        var (pool, user) = directory.Get(request.UserPoolId, request.Username);
        await changes.DeleteAsync(pool, client: null, user, request.UserAttributeNames, context.Cancellation);
        return Empty.Value;
    }
}
