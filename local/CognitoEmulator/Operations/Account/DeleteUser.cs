using CognitoEmulator.Protocol;
using CognitoEmulator.Tokens;
using CognitoEmulator.Users;

namespace CognitoEmulator.Operations;

internal sealed class DeleteUser(AccessTokens tokens, UserStore users) : IOperation<AccessTokenRequest, Empty>
{
    public async Task<Empty> HandleAsync(AccessTokenRequest request, OperationContext context)
    {
        var caller = await tokens.AuthenticateAsync(request.AccessToken);
        await users.DeleteAsync(caller.User, context.Cancellation);
        return Empty.Value;
    }
}
