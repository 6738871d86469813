using System.Text.Json;
using CognitoEmulator.IdentityPools;
using CognitoEmulator.Protocol;

namespace CognitoEmulator.Operations;

internal sealed record SetIdentityPoolRolesRequest(string? IdentityPoolId, Dictionary<string, string>? Roles, JsonElement? RoleMappings);

internal sealed class SetIdentityPoolRoles(IdentityPoolStore pools) : IOperation<SetIdentityPoolRolesRequest, Empty>
{
    public async Task<Empty> HandleAsync(SetIdentityPoolRolesRequest request, OperationContext context)
    {
        new Constraints().IdentityPoolId(request.IdentityPoolId).Required("roles", request.Roles).Verify();
        if (request.Roles!.Keys.FirstOrDefault(kind => kind is not ("authenticated" or "unauthenticated")) is { } unknown)
        {
            throw CognitoException.InvalidParameter($"'{unknown}' is no kind of identity: roles are for authenticated and unauthenticated.");
        }

        var stored = pools.Get(request.IdentityPoolId!);
        await pools.SaveAsync(
            stored with { Roles = new IdentityPoolRoles(stored.Pool.IdentityPoolId, request.Roles, request.RoleMappings) }, context.Cancellation);
        return Empty.Value;
    }
}
