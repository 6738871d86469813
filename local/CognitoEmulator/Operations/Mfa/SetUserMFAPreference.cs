using CognitoEmulator.Protocol;
using CognitoEmulator.Tokens;
using CognitoEmulator.Users;

namespace CognitoEmulator.Operations;

internal sealed record SetUserMFAPreferenceRequest
{
    public string? AccessToken { get; init; }

    public SoftwareTokenMfaSettings? SoftwareTokenMfaSettings { get; init; }
}

internal sealed record SoftwareTokenMfaSettings(bool Enabled, bool PreferredMfa);

internal sealed class SetUserMFAPreference(AccessTokens tokens, UserStore users) : IOperation<SetUserMFAPreferenceRequest, Empty>
{
    public async Task<Empty> HandleAsync(SetUserMFAPreferenceRequest request, OperationContext context)
    {
        var (pool, _, user, _) = await tokens.AuthenticateAsync(request.AccessToken);
        await users.SetTotpPreferenceAsync(pool, user, request.SoftwareTokenMfaSettings?.Enabled, context.Cancellation);
        return Empty.Value;
    }
}
