using CognitoEmulator.Protocol;
using CognitoEmulator.Users;

namespace CognitoEmulator.Operations;

internal sealed class AdminDeleteUser(UserDirectory directory, UserStore users) : IOperation<AdminUserRequest, Empty>
{
    public async Task<Empty> HandleAsync(AdminUserRequest request, OperationContext context)
    {
        await users.DeleteAsync(directory.Get(request.UserPoolId, request.Username).User, context.Cancellation);
        return Empty.Value;
    }
}
