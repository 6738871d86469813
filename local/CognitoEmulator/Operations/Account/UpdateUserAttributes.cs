using CognitoEmulator.Messages;
using CognitoEmulator.Protocol;
using CognitoEmulator.Tokens;
using CognitoEmulator.Users;

namespace CognitoEmulator.Operations;

internal sealed record UpdateUserAttributesRequest
{
    public string? AccessToken { get; init; }

    public List<AttributeType>? UserAttributes { get; init; }

    public Dictionary<string, string>? ClientMetadata { get; init; }
}

internal sealed record UpdateUserAttributesResponse(List<CodeDeliveryDetails> CodeDeliveryDetailsList);

internal sealed class UpdateUserAttributes(AccessTokens tokens, AttributeChanges changes) : IOperation<UpdateUserAttributesRequest, UpdateUserAttributesResponse>
{
    public async Task<UpdateUserAttributesResponse> HandleAsync(UpdateUserAttributesRequest request, OperationContext context)
    {
        new Constraints().AccessToken(request.AccessToken).Required("userAttributes", request.UserAttributes).Verify();
        var (pool, client, user, _) = await tokens.AuthenticateAsync(request.AccessToken);
        var attributes = AttributeRules.Verify(pool, client, request.UserAttributes);
        return new UpdateUserAttributesResponse(
            await changes.ApplyAsync(pool, client.ClientId, user, attributes, request.ClientMetadata, context.Cancellation));
    }
}
