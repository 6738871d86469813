using CognitoEmulator.Protocol;
using CognitoEmulator.Users;

namespace CognitoEmulator.Operations;

internal sealed record AdminSetUserMFAPreferenceRequest(string? UserPoolId, string? Username, SoftwareTokenMfaSettings? SoftwareTokenMfaSettings);

internal sealed class AdminSetUserMFAPreference(UserDirectory directory, UserStore users) : IOperation<AdminSetUserMFAPreferenceRequest, Empty>
{
    public async Task<Empty> HandleAsync(AdminSetUserMFAPreferenceRequest request, OperationContext context)
    {
        var (pool, user) = directory.Get(request.UserPoolId, request.Username);
        await users.SetTotpPreferenceAsync(pool, user, request.SoftwareTokenMfaSettings?.Enabled, context.Cancellation);
        return Empty.Value;
    }
}
