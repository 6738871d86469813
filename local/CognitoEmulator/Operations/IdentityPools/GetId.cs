using CognitoEmulator.IdentityPools;
using CognitoEmulator.Protocol;

namespace CognitoEmulator.Operations;

internal sealed record GetIdRequest(string? IdentityPoolId, Dictionary<string, string>? Logins);

internal sealed record GetIdResponse(string IdentityId);

/// <summary>A guest gets a new identity each time; a login has one for good.</summary>
internal sealed class GetId(IdentityPoolStore pools, IdentityStore identities, Logins logins) : IOperation<GetIdRequest, GetIdResponse>
{
    public async Task<GetIdResponse> HandleAsync(GetIdRequest request, OperationContext context)
    {
        new Constraints().IdentityPoolId(request.IdentityPoolId).Verify();
        var pool = pools.Get(request.IdentityPoolId!).Pool;
        if (await logins.VerifyAsync(pool, request.Logins) is { } login)
        {
            return new GetIdResponse(await identities.GetOrAddAsync(pool, login, context.Cancellation));
        }

        IdentityAccess.VerifyGuestsAllowed(pool);
        return new GetIdResponse(await identities.AddGuestAsync(pool, context.Cancellation));
    }
}
