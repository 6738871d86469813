using CognitoEmulator.Protocol;
using CognitoEmulator.Users;

namespace CognitoEmulator.Operations;

internal sealed record AdminGetUserResponse(
    string Username, List<AttributeType> UserAttributes, DateTimeOffset UserCreateDate, DateTimeOffset UserLastModifiedDate, bool Enabled, string UserStatus,
    string? PreferredMfaSetting, List<string>? UserMFASettingList);

internal sealed class AdminGetUser(UserDirectory directory) : IOperation<AdminUserRequest, AdminGetUserResponse>
{
    public Task<AdminGetUserResponse> HandleAsync(AdminUserRequest request, OperationContext context)
    {
        var (_, user) = directory.Get(request.UserPoolId, request.Username);
        return Task.FromResult(new AdminGetUserResponse(
            user.Username, AttributeType.Of(user), user.CreatedAt, user.ModifiedAt, user.Enabled, user.Status.ApiName(),
            user.TotpEnabled ? "SOFTWARE_TOKEN_MFA" : null, user.TotpEnabled ? ["SOFTWARE_TOKEN_MFA"] : null));
    }
}
