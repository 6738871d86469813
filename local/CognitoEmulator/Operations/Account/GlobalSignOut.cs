using CognitoEmulator.Protocol;
using CognitoEmulator.Tokens;

namespace CognitoEmulator.Operations;

internal sealed class GlobalSignOut(AccessTokens tokens, SignInStore signIns) : IOperation<AccessTokenRequest, Empty>
{
    public async Task<Empty> HandleAsync(AccessTokenRequest request, OperationContext context)
    {
        var caller = await tokens.AuthenticateAsync(request.AccessToken);
        await signIns.RevokeAllAsync(caller.User, context.Cancellation);
        return Empty.Value;
    }
}
