using CognitoEmulator.Protocol;
using CognitoEmulator.Storage;
using CognitoEmulator.Tokens;
using CognitoEmulator.Users;

namespace CognitoEmulator.Operations;

/// <summary>Keeps a user out, and revokes their tokens.</summary>
internal sealed class AdminDisableUser(UserDirectory directory, Database database, TimeProvider clock) : IOperation<AdminUserRequest, Empty>
{
    public async Task<Empty> HandleAsync(AdminUserRequest request, OperationContext context)
    {
        var (pool, user) = directory.Get(request.UserPoolId, request.Username);
        await database.WriteAsync(
            db =>
            {
                UserStore.Update(db, pool, user, current => current with { Enabled = false }, clock.GetUtcNow());
                SignInStore.RevokeAll(db, user);
            },
            context.Cancellation);
        return Empty.Value;
    }
}
