using System.Security.Cryptography;
using CognitoEmulator.Protocol;
using CognitoEmulator.UserPools;

namespace CognitoEmulator.Operations;

internal sealed record CreateUserPoolClientRequest : ClientSettings
{
    public string? UserPoolId { get; init; }

    public string? ClientName { get; init; }

    public bool GenerateSecret { get; init; }
}

internal sealed record UserPoolClientResponse(UserPoolClient UserPoolClient);

internal sealed class CreateUserPoolClient(UserPoolStore pools, TimeProvider clock) : IOperation<CreateUserPoolClientRequest, UserPoolClientResponse>
{
    private const string SecretAlphabet = "0123456789abcdefghijklmnopqrstuvwxyz";
    private const int SecretLength = 51;

    public async Task<UserPoolClientResponse> HandleAsync(CreateUserPoolClientRequest request, OperationContext context)
    {
        new Constraints().UserPoolId(request.UserPoolId).ResourceName("clientName", request.ClientName).Verify();
        var pool = pools.Get(request.UserPoolId!);
        request.Verify();
        UserPoolRules.VerifyAttributes(pool, request);

        var id = DerivedIds.Client(pool.Id, request.ClientName!);
        if (pools.FindClient(id) is not null)
        {
            id = DerivedIds.Client(pool.Id, DerivedIds.Another(request.ClientName!));
        }

        var now = clock.GetUtcNow();
        var client = new UserPoolClient(request)
        {
            UserPoolId = pool.Id,
            ClientId = id,
            ClientName = request.ClientName!,
            ClientSecret = request.GenerateSecret ? RandomNumberGenerator.GetString(SecretAlphabet, SecretLength) : null,
            CreationDate = now,
            LastModifiedDate = now,
        };
        await pools.SaveAsync(client, context.Cancellation);
        return new UserPoolClientResponse(client);
    }
}
