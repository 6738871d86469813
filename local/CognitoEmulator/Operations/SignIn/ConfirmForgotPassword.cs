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

internal sealed class ConfirmForgotPassword(UserPoolStore pools, UserStore users, Codes codes, Passwords passwords, PostConfirmation postConfirmation, TimeProvider clock)
    : IOperation<ConfirmForgotPasswordRequest, Empty>
{
    public async Task<Empty> HandleAsync(ConfirmForgotPasswordRequest request, OperationContext context)
    {
        new Constraints().ClientId(request.ClientId).Username(request.Username)
            .Code("confirmationCode", request.ConfirmationCode).Password("password", request.Password).Verify();
        var (pool, client) = pools.GetClient(request.ClientId!);
        client.VerifySecretHash(request.Username!, request.SecretHash);
        pool.PasswordPolicy.Verify(request.Password!);
        if (users.Find(pool, request.Username!) is not { Enabled: true } user)
        {
            throw client.HidesUserExistence ? CognitoException.ExpiredCode() : CognitoException.UserNotFound();
        }

        var setPassword = passwords.Change(user, request.Password!, UserStatus.Confirmed);
        var confirmed = await codes.RedeemAsync(
            user,
            Codes.Reset,
            request.ConfirmationCode!,
            (db, _) => UserStore.Update(db, pool, user, setPassword, clock.GetUtcNow()) ?? throw CognitoException.UserNotFound(),
            context.Cancellation);
        await postConfirmation.RunAsync(pool, client.ClientId, confirmed, PostConfirmation.ConfirmForgotPassword, request.ClientMetadata, context.Cancellation);
        return Empty.Value;
    }
}
