using CognitoEmulator.Protocol;
using CognitoEmulator.Triggers;
using CognitoEmulator.Users;

namespace CognitoEmulator.Operations;

internal sealed record AdminConfirmSignUpRequest(string? UserPoolId, string? Username, Dictionary<string, string>? ClientMetadata);

internal sealed class AdminConfirmSignUp(UserDirectory directory, UserStore users, PostConfirmation postConfirmation) : IOperation<AdminConfirmSignUpRequest, Empty>
{
    public async Task<Empty> HandleAsync(AdminConfirmSignUpRequest request, OperationContext context)
    {
        var (pool, user) = directory.Get(request.UserPoolId, request.Username);
        if (user.Status != UserStatus.Unconfirmed)
        {
            throw CognitoException.NotAuthorized($"User cannot be confirmed. Current status is {user.Status.ApiName()}");
        }

        var confirmed = await users.UpdateAsync(pool, user, current => current with { Status = UserStatus.Confirmed }, context.Cancellation);
        await postConfirmation.RunAsync(pool, clientId: null, confirmed, PostConfirmation.ConfirmSignUp, request.ClientMetadata, context.Cancellation);
        return Empty.Value;
    }
}
