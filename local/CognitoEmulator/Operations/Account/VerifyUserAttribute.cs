using CognitoEmulator.Protocol;
using CognitoEmulator.Tokens;
using CognitoEmulator.Users;

namespace CognitoEmulator.Operations;

internal sealed record VerifyUserAttributeRequest(string? AccessToken, string? AttributeName, string? Code);

internal sealed class VerifyUserAttribute(AccessTokens tokens, Codes codes, TimeProvider clock) : IOperation<VerifyUserAttributeRequest, Empty>
{
    public async Task<Empty> HandleAsync(VerifyUserAttributeRequest request, OperationContext context)
    {
        new Constraints().AccessToken(request.AccessToken).Required("attributeName", request.AttributeName).Code("code", request.Code).Verify();
        var (pool, _, user, _) = await tokens.AuthenticateAsync(request.AccessToken);
        if (request.AttributeName != "email")
        {
            throw CognitoException.InvalidParameter("Only email can be verified: the emulator sends no text messages.");
        }

        await codes.RedeemAsync(
            Users.Account.Of(user),
            "email",
            request.Code!,
            (db, newValue) => UserStore.Update(
                db,
                pool,
                user,
                current => (newValue is null ? current : current.With("email", newValue)).With("email_verified", "true"),
                clock.GetUtcNow()) ?? throw CognitoException.UserNotFound(),
            context.Cancellation);
        return Empty.Value;
    }
}
