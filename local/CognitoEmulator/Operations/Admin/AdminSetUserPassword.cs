using CognitoEmulator.Protocol;
using CognitoEmulator.Users;

namespace CognitoEmulator.Operations;

internal sealed record AdminSetUserPasswordRequest(string? UserPoolId, string? Username, string? Password, bool Permanent);

internal sealed class AdminSetUserPassword(UserDirectory directory, Passwords passwords) : IOperation<AdminSetUserPasswordRequest, Empty>
{
    public async Task<Empty> HandleAsync(AdminSetUserPasswordRequest request, OperationContext context)
    {
        new Constraints().UserPoolId(request.UserPoolId).Username(request.Username).Password("password", request.Password).Verify();
        var (pool, user) = directory.Get(request.UserPoolId, request.Username);
        pool.PasswordPolicy.Verify(request.Password!);
        await passwords.SetAsync(
            pool, user, request.Password!, request.Permanent ? UserStatus.Confirmed : UserStatus.ForceChangePassword, context.Cancellation);
        return Empty.Value;
    }
}
