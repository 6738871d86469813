using CognitoEmulator.Protocol;
using CognitoEmulator.Triggers;
using CognitoEmulator.UserPools;
using CognitoEmulator.Users;

namespace CognitoEmulator.Operations;

internal sealed record ConfirmForgotPasswordRequest
{
    public string? ClientId { get; init; }

    public string? SecretHash { get; init; }

    public string? Username { get; init; }

    public string? ConfirmationCode { get; init; }

    public string? Password { get; init; }

    public Dictionary<string, string>? ClientMetadata { get; init; }
}

internal sealed class ConfirmForgotPassword(
    UserPoolStore pools, UserStore users, MadeUpUsers madeUp, Codes codes, Passwords passwords, PostConfirmation postConfirmation)
    : IOperation<ConfirmForgotPasswordRequest, Empty>
{
    public async Task<Empty> HandleAsync(ConfirmForgotPasswordRequest request, OperationContext context)
    {
        new Constraints().ClientId(request.ClientId).Username(request.Username)
            .Code("confirmationCode", request.ConfirmationCode).Password("password", request.Password).Verify();
        var (pool, client) = pools.GetClient(request.ClientId!);
        client.VerifySecretHash(request.Username!, request.SecretHash);
        pool.PasswordPolicy.Verify(request.Password!);
        var user = users.Find(pool, request.Username!);
        if (user is not { Enabled: true } && !client.HidesUserExistence)
        {
            throw CognitoException.UserNotFound();
        }

        // For whom there is none, no code is right; all else is as for the others.
        var setPassword = passwords.Prepare(pool, user ?? madeUp.User(pool, request.Username!), request.Password!, UserStatus.Confirmed);
        var confirmed = await codes.RedeemAsync<User>(
            user is null ? Users.Account.OfNobody(pool, request.Username!) : Users.Account.Of(user),
            Codes.Reset,
            request.ConfirmationCode!,
            user is { Enabled: true } ? (db, _) => setPassword(db) : null,
            context.Cancellation);
        await postConfirmation.RunAsync(pool, client.ClientId, confirmed, PostConfirmation.ConfirmForgotPassword, request.ClientMetadata, context.Cancellation);
        return Empty.Value;
    }
}
