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
        var user = users.Find(pool, request.Username!);
        if (user is null && !client.HidesUserExistence)
        {
            throw CognitoException.UserNotFound();
        }

        // Who has confirmed is told, as in the service: SignUp tells as much.
        if (user is not null && user.Status != UserStatus.Unconfirmed)
        {
            throw CognitoException.NotAuthorized($"User cannot be confirmed. Current status is {user.Status.ApiName()}");
        }

        var confirmed = await codes.RedeemAsync<User>(
            user is null ? Users.Account.OfNobody(pool, request.Username!) : Users.Account.Of(user),
            Codes.SignUp,
            request.ConfirmationCode!,
            user is null
                ? null
                : (db, _) => UserStore.Update(
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
