using CognitoEmulator.Protocol;
using CognitoEmulator.Tokens;
using CognitoEmulator.Users;

namespace CognitoEmulator.Operations;

internal sealed record DeleteUserAttributesRequest(string? AccessToken, List<string>? UserAttributeNames);

internal sealed class DeleteUserAttributes(AccessTokens tokens, AttributeChanges changes) : IOperation<DeleteUserAttributesRequest, Empty>
{
    public async Task<Empty> HandleAsync(DeleteUserAttributesRequest request, OperationContext context)
    {
        var (pool, client, user, _) = await tokens.AuthenticateAsync(request.AccessToken);
        await changes.DeleteAsync(pool, client, user, request.UserAttributeNames, context.Cancellation);
        return Empty.Value;
    }
}
