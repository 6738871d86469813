using CognitoEmulator.Messages;
using CognitoEmulator.Protocol;
using CognitoEmulator.Triggers;
using CognitoEmulator.UserPools;
using CognitoEmulator.Users;

namespace CognitoEmulator.Operations;

internal sealed record ForgotPasswordRequest
{
    public string? ClientId { get; init; }

    public string? SecretHash { get; init; }

    public string? Username { get; init; }

    public Dictionary<string, string>? ClientMetadata { get; init; }
}

internal sealed class ForgotPassword(UserPoolStore pools, UserStore users, Codes codes, CodeSender sender) : IOperation<ForgotPasswordRequest, CodeDeliveryResponse>
{
    public async Task<CodeDeliveryResponse> HandleAsync(ForgotPasswordRequest request, OperationContext context)
    {
        new Constraints().ClientId(request.ClientId).Username(request.Username).Verify();
        var (pool, client) = pools.GetClient(request.ClientId!);
        client.VerifySecretHash(request.Username!, request.SecretHash);
        if (pool.AccountRecoverySetting?.RecoveryMechanisms is { } mechanisms && !mechanisms.Exists(mechanism => mechanism.Name == "verified_email"))
        {
            throw CognitoException.NotAuthorized("Contact administrator to reset password.");
        }

        var user = users.Find(pool, request.Username!);
        if (Refusal(user) is { } refusal)
        {
            // Unknown, disabled and unverified look alike: a delivery that never happens.
            return client.HidesUserExistence ? new CodeDeliveryResponse(CodeDeliveryDetails.ByEmail(request.Username!)) : throw refusal;
        }

        var code = await codes.IssueAsync(user!, Codes.Reset, newValue: null, context.Cancellation);
        return new CodeDeliveryResponse(await sender.SendAsync(
            pool, client.ClientId, user!, CustomMessage.ForgotPassword, code, user!.Email!, request.ClientMetadata, context.Cancellation));
    }

    private static CognitoException? Refusal(User? user) => user switch
    {
        null => CognitoException.UserNotFound(),
        { Enabled: false } => CognitoException.NotAuthorized("User is disabled."),
        { Status: UserStatus.ForceChangePassword } => CognitoException.NotAuthorized("User password cannot be reset in the current state."),
        { Email: { } } when user.IsVerified("email") => null,
        _ => CognitoException.InvalidParameter("Cannot reset password for the user as there is no registered/verified email or phone_number"),
    };
}
