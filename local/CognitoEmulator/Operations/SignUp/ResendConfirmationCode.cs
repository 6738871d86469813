using CognitoEmulator.Messages;
using CognitoEmulator.Protocol;
using CognitoEmulator.Storage;
using CognitoEmulator.Triggers;
using CognitoEmulator.UserPools;
using CognitoEmulator.Users;

namespace CognitoEmulator.Operations;

internal sealed record ResendConfirmationCodeRequest
{
    public string? ClientId { get; init; }

    public string? SecretHash { get; init; }

    public string? Username { get; init; }

    public Dictionary<string, string>? ClientMetadata { get; init; }
}

internal sealed record CodeDeliveryResponse(CodeDeliveryDetails? CodeDeliveryDetails);

internal sealed class ResendConfirmationCode(UserPoolStore pools, UserStore users, MadeUpUsers madeUp, Database database, Codes codes, CodeSender sender)
    : IOperation<ResendConfirmationCodeRequest, CodeDeliveryResponse>
{
    public async Task<CodeDeliveryResponse> HandleAsync(ResendConfirmationCodeRequest request, OperationContext context)
    {
        new Constraints().ClientId(request.ClientId).Username(request.Username).Verify();
        var (pool, client) = pools.GetClient(request.ClientId!);
        client.VerifySecretHash(request.Username!, request.SecretHash);
        var user = users.Find(pool, request.Username!);
        if (user is null && !client.HidesUserExistence)
        {
            throw CognitoException.UserNotFound();
        }

        // Who has confirmed is told, as in the service: SignUp tells as much.
        if (user is not null && user.Status != UserStatus.Unconfirmed)
        {
            throw CognitoException.InvalidParameter("User is already confirmed.");
        }

        if (!pool.Verifies("email") || (user is not null && user.Email is null))
        {
            throw CognitoException.InvalidParameter("Cannot resend codes. Auto verification not turned on.");
        }

        // A code that is drawn and counted but never told keeps secret whether the user exists.
        var code = Codes.Draw();
        var message = user is null
            ? null
            : await sender.ComposeAsync(
                pool, client.ClientId, user, CustomMessage.ResendCode, code, user.Email!, request.ClientMetadata, context.Cancellation);
        await database.WriteAsync(
            db =>
            {
                codes.Issue(db, user is null ? Users.Account.OfNobody(pool, request.Username!) : Users.Account.Of(user), Codes.SignUp, newValue: null, code);
                if (message is not null)
                {
                    Inbox.Put(db, message);
                }
            },
            context.Cancellation);
        return new CodeDeliveryResponse(CodeDeliveryDetails.ByEmail(message?.To ?? madeUp.Address(pool, request.Username!)));
    }
}
