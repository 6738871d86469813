using CognitoEmulator.Messages;
using CognitoEmulator.Protocol;
using CognitoEmulator.Storage;
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

internal sealed class ForgotPassword(UserPoolStore pools, UserStore users, MadeUpUsers madeUp, Database database, Codes codes, CodeSender sender)
    : IOperation<ForgotPasswordRequest, CodeDeliveryResponse>
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
        var refusal = Refusal(user);
        if (refusal is not null && !client.HidesUserExistence)
        {
            throw refusal;
        }

        // Unknown, disabled and unverified look alike: their code is drawn and counted too, but never told.
        var code = Codes.Draw();
        var message = refusal is null
            ? await sender.ComposeAsync(
                pool, client.ClientId, user!, CustomMessage.ForgotPassword, code, user!.Email!, request.ClientMetadata, context.Cancellation)
            : null;
        await database.WriteAsync(
            db =>
            {
                codes.Issue(db, user is null ? Users.Account.OfNobody(pool, request.Username!) : Users.Account.Of(user), Codes.Reset, newValue: null, code);
                if (message is not null)
                {
                    Inbox.Put(db, message);
                }
            },
            context.Cancellation);
        return new CodeDeliveryResponse(CodeDeliveryDetails.ByEmail(message?.To ?? user?.Email ?? madeUp.Address(pool, request.Username!)));
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
