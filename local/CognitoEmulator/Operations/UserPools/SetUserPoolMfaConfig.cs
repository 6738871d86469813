using CognitoEmulator.Protocol;
using CognitoEmulator.UserPools;

namespace CognitoEmulator.Operations;

internal sealed record SetUserPoolMfaConfigRequest
{
    public string? UserPoolId { get; init; }

    public string? MfaConfiguration { get; init; }

    public SoftwareTokenMfaConfiguration? SoftwareTokenMfaConfiguration { get; init; }
}

internal sealed record SoftwareTokenMfaConfiguration(bool Enabled);

internal sealed record UserPoolMfaConfigResponse(SoftwareTokenMfaConfiguration? SoftwareTokenMfaConfiguration, string MfaConfiguration);

internal sealed class SetUserPoolMfaConfig(UserPoolStore pools, TimeProvider clock) : IOperation<SetUserPoolMfaConfigRequest, UserPoolMfaConfigResponse>
{
    public async Task<UserPoolMfaConfigResponse> HandleAsync(SetUserPoolMfaConfigRequest request, OperationContext context)
    {
        new Constraints().UserPoolId(request.UserPoolId).OneOf("mfaConfiguration", request.MfaConfiguration, "OFF", "ON", "OPTIONAL").Verify();
        var pool = pools.Get(request.UserPoolId!);
        var mfa = request.MfaConfiguration ?? pool.MfaConfiguration ?? "OFF";
        if (mfa != "OFF" && request.SoftwareTokenMfaConfiguration is not { Enabled: true })
        {
            throw CognitoException.InvalidParameter("Invalid MFA configuration given: the emulator has authenticator apps only, set SoftwareTokenMfaConfiguration.Enabled.");
        }

        await pools.SaveAsync(pool with { MfaConfiguration = mfa, LastModifiedDate = clock.GetUtcNow() }, context.Cancellation);
        return new UserPoolMfaConfigResponse(mfa == "OFF" ? null : new SoftwareTokenMfaConfiguration(true), mfa);
    }
}
