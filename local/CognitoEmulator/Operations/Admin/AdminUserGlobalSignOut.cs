using CognitoEmulator.Protocol;
using CognitoEmulator.Tokens;
using CognitoEmulator.Users;

namespace CognitoEmulator.Operations;

internal sealed class AdminUserGlobalSignOut(UserDirectory directory, SignInStore signIns) : IOperation<AdminUserRequest, Empty>
{
    public async Task<Empty> HandleAsync(AdminUserRequest request, OperationContext context)
    {
        await signIns.RevokeAllAsync(directory.Get(request.UserPoolId, request.Username).User, context.Cancellation);
        return Empty.Value;
    }
}
