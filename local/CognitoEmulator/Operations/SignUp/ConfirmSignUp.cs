using CognitoEmulator.Protocol;
using CognitoEmulator.Triggers;
using CognitoEmulator.UserPools;
using CognitoEmulator.Users;

namespace CognitoEmulator.Operations;

internal sealed record ConfirmSignUpRequest
{
    public string? ClientId { get; init; }

    public string? SecretHash { get; init; }

    public string? Username { get; init; }

    public string? ConfirmationCode { get; init; }

    public Dictionary<string, string>? ClientMetadata { get; init; }
}

internal sealed class ConfirmSignUp(UserPoolStore pools, UserStore users, Codes codes, PostConfirmation postConfirmation, TimeProvider clock)
    : IOperation<ConfirmSignUpRequest, Empty>
{
    public async Task<Empty> HandleAsync(ConfirmSignUpRequest request, OperationContext context)
    {
        new Constraints().ClientId(request.ClientId).Username(request.Username).Code("confirmationCode", request.ConfirmationCode).Verify();
        var (pool, client) = pools.GetClient(request.ClientId!);
        client.VerifySecretHash(request.Username!, request.SecretHash);
        if (users.Find(pool, request.Username!) is not { } user)
        {
            throw client.HidesUserExistence ? CognitoException.ExpiredCode() : CognitoException.UserNotFound();
        }

        if (user.Status != UserStatus.Unconfirmed)
        {
            throw CognitoException.NotAuthorized($"User cannot be confirmed. Current status is {user.Status.ApiName()}");
        }

        var confirmed = await codes.RedeemAsync(
            user,
            Codes.SignUp,
            request.ConfirmationCode!,
            (db, _) => UserStore.Update(
                db,
                pool,
                user,
                current => (current with { Status = UserStatus.Confirmed }).With("email_verified", "true"),
                clock.GetUtcNow()) ?? throw CognitoException.UserNotFound(),
            context.Cancellation);
        await postConfirmation.RunAsync(pool, client.ClientId, confirmed, PostConfirmation.ConfirmSignUp, request.ClientMetadata, context.Cancellation);
        return Empty.Value;
    }
}
