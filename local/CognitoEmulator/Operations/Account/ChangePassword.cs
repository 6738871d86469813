using CognitoEmulator.Protocol;
using CognitoEmulator.SignIn;
using CognitoEmulator.Srp;
using CognitoEmulator.Tokens;
using CognitoEmulator.Users;

namespace CognitoEmulator.Operations;

internal sealed record ChangePasswordRequest(string? AccessToken, string? PreviousPassword, string? ProposedPassword);

internal sealed class ChangePassword(AccessTokens tokens, PasswordCheck check, Passwords passwords) : IOperation<ChangePasswordRequest, Empty>
{
    public async Task<Empty> HandleAsync(ChangePasswordRequest request, OperationContext context)
    {
        new Constraints().AccessToken(request.AccessToken)
            .Password("previousPassword", request.PreviousPassword)
            .Password("proposedPassword", request.ProposedPassword)
            .Verify();
        var (pool, _, user, _) = await tokens.AuthenticateAsync(request.AccessToken);
        pool.PasswordPolicy.Verify(request.ProposedPassword!);
        await check.VerifyAsync(
            Users.Account.Of(user),
            () => user.Password is { } verifier && SrpProtocol.Matches(verifier, user.PoolId, user.Username, request.PreviousPassword!),
            context.Cancellation);
        await passwords.ReplaceAsync(pool, user, user.Password, request.ProposedPassword!, context.Cancellation);
        return Empty.Value;
    }
}
