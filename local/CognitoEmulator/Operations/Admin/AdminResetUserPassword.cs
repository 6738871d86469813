using CognitoEmulator.Messages;
using CognitoEmulator.Protocol;
using CognitoEmulator.Storage;
using CognitoEmulator.Triggers;
using CognitoEmulator.Users;

namespace CognitoEmulator.Operations;

internal sealed record AdminResetUserPasswordRequest(string? UserPoolId, string? Username, Dictionary<string, string>? ClientMetadata);

/// <summary>The old password stops working; the user gets a code to set a new one.</summary>
internal sealed class AdminResetUserPassword(UserDirectory directory, Database database, Codes codes, CodeSender sender, TimeProvider clock)
    : IOperation<AdminResetUserPasswordRequest, Empty>
{
    public async Task<Empty> HandleAsync(AdminResetUserPasswordRequest request, OperationContext context)
    {
        var (pool, user) = directory.Get(request.UserPoolId, request.Username);
        if (user.Status is not (UserStatus.Confirmed or UserStatus.ResetRequired))
        {
            throw CognitoException.NotAuthorized("User password cannot be reset in the current state.");
        }

        if (user.Email is not { } address || !user.IsVerified("email"))
        {
            throw CognitoException.InvalidParameter("Cannot reset password for the user as there is no registered/verified email or phone_number");
        }

        var code = Codes.Draw();
        await database.WriteAsync(
            db =>
            {
                UserStore.Update(db, pool, user, current => current with { Status = UserStatus.ResetRequired }, clock.GetUtcNow());
                codes.Issue(db, Users.Account.Of(user), Codes.Reset, newValue: null, code);
            },
            context.Cancellation);
        await sender.SendAsync(pool, clientId: null, user, CustomMessage.ForgotPassword, code, address, request.ClientMetadata, context.Cancellation);
        return Empty.Value;
    }
}
