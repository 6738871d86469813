using CognitoEmulator.Protocol;
using CognitoEmulator.Users;

namespace CognitoEmulator.Operations;

internal sealed class AdminEnableUser(UserDirectory directory, UserStore users) : IOperation<AdminUserRequest, Empty>
{
    public async Task<Empty> HandleAsync(AdminUserRequest request, OperationContext context)
    {
        var (pool, user) = directory.Get(request.UserPoolId, request.Username);
        await users.UpdateAsync(pool, user, current => current with { Enabled = true }, context.Cancellation);
        return Empty.Value;
    }
}
