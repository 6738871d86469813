using CognitoEmulator.Messages;
using CognitoEmulator.Protocol;
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

internal sealed class ResendConfirmationCode(UserPoolStore pools, UserStore users, Codes codes, CodeSender sender)
    : IOperation<ResendConfirmationCodeRequest, CodeDeliveryResponse>
{
    public async Task<CodeDeliveryResponse> HandleAsync(ResendConfirmationCodeRequest request, OperationContext context)
    {
        new Constraints().ClientId(request.ClientId).Username(request.Username).Verify();
        var (pool, client) = pools.GetClient(request.ClientId!);
        client.VerifySecretHash(request.Username!, request.SecretHash);
        if (users.Find(pool, request.Username!) is not { } user)
        {
            // A delivery that never happens tells nobody whether the user exists.
            return client.HidesUserExistence
                ? new CodeDeliveryResponse(CodeDeliveryDetails.ByEmail(request.Username!))
                : throw CognitoException.UserNotFound();
        }

        if (user.Status != UserStatus.Unconfirmed)
        {
            throw CognitoException.InvalidParameter("User is already confirmed.");
        }

        if (!pool.Verifies("email") || user.Email is not { } address)
        {
            throw CognitoException.InvalidParameter("Cannot resend codes. Auto verification not turned on.");
        }

        var code = await codes.IssueAsync(user, Codes.SignUp, newValue: null, context.Cancellation);
        return new CodeDeliveryResponse(
            await sender.SendAsync(pool, client.ClientId, user, CustomMessage.ResendCode, code, address, request.ClientMetadata, context.Cancellation));
    }
}
