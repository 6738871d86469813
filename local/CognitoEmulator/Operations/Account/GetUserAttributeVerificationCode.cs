using CognitoEmulator.Messages;
using CognitoEmulator.Protocol;
using CognitoEmulator.Tokens;
using CognitoEmulator.Triggers;
using CognitoEmulator.Users;

namespace CognitoEmulator.Operations;

internal sealed record GetUserAttributeVerificationCodeRequest
{
    public string? AccessToken { get; init; }

    public string? AttributeName { get; init; }

    public Dictionary<string, string>? ClientMetadata { get; init; }
}

internal sealed class GetUserAttributeVerificationCode(AccessTokens tokens, Codes codes, CodeSender sender)
    : IOperation<GetUserAttributeVerificationCodeRequest, CodeDeliveryResponse>
{
    public async Task<CodeDeliveryResponse> HandleAsync(GetUserAttributeVerificationCodeRequest request, OperationContext context)
    {
        new Constraints().AccessToken(request.AccessToken).Required("attributeName", request.AttributeName).Verify();
        var (pool, client, user, _) = await tokens.AuthenticateAsync(request.AccessToken);
        if (request.AttributeName != "email")
        {
            throw CognitoException.InvalidParameter("Only email can be verified: the emulator sends no text messages.");
        }

        var pending = codes.PendingValue(user, "email");
        var address = pending ?? user.Email ?? throw CognitoException.InvalidParameter("User does not have an email to verify.");
        var code = await codes.IssueAsync(Users.Account.Of(user), "email", pending, context.Cancellation);
        return new CodeDeliveryResponse(
            await sender.SendAsync(pool, client.ClientId, user, CustomMessage.VerifyUserAttribute, code, address, request.ClientMetadata, context.Cancellation));
    }
}
