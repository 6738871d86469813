using CognitoEmulator.Protocol;
using CognitoEmulator.Tokens;
using CognitoEmulator.UserPools;

namespace CognitoEmulator.Operations;

internal sealed record RevokeTokenRequest
{
    public string? Token { get; init; }

    public string? ClientId { get; init; }

    public string? ClientSecret { get; init; }
}

internal sealed class RevokeToken(UserPoolStore pools, SignInStore signIns) : IOperation<RevokeTokenRequest, Empty>
{
    public async Task<Empty> HandleAsync(RevokeTokenRequest request, OperationContext context)
    {
        new Constraints().Required("token", request.Token).Token("token", request.Token).ClientId(request.ClientId).Verify();
        var (_, client) = pools.GetClient(request.ClientId!);
        client.VerifySecret(request.ClientSecret);
        if (client.EnableTokenRevocation is false)
        {
            throw new CognitoException("UnsupportedOperationException", "Token revocation is not enabled for this client.");
        }

        // Three parts: an access or id token.
        if (request.Token!.Split('.').Length == 3)
        {
            throw new CognitoException("UnsupportedTokenTypeException", "Only refresh tokens can be revoked.");
        }

        // A token that is not known has nothing to revoke: the answer is the same.
        if (signIns.FindByRefreshToken(request.Token) is { } presented)
        {
            if (presented.SignIn.ClientId != client.ClientId)
            {
                throw new CognitoException("UnauthorizedException", "The refresh token belongs to another client.");
            }

            await signIns.RevokeAsync(presented.SignIn, context.Cancellation);
        }

        return Empty.Value;
    }
}
