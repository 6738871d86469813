using CognitoEmulator.Protocol;
using CognitoEmulator.UserPools;

namespace CognitoEmulator.Operations;

internal sealed record AddCustomAttributesRequest(string? UserPoolId, List<SchemaAttribute>? CustomAttributes);

internal sealed class AddCustomAttributes(UserPoolStore pools, TimeProvider clock) : IOperation<AddCustomAttributesRequest, Empty>
{
    public async Task<Empty> HandleAsync(AddCustomAttributesRequest request, OperationContext context)
    {
        new Constraints().UserPoolId(request.UserPoolId).Required("customAttributes", request.CustomAttributes).Verify();
        var pool = pools.Get(request.UserPoolId!);
        var added = SchemaAttribute.CompleteCustom(request.CustomAttributes!);
        if (added.Find(attribute => pool.FindAttribute(attribute.Name!) is not null) is { } existing)
        {
            throw CognitoException.InvalidParameter($"{existing.Name}: Existing attribute already has name {existing.Name}.");
        }

        await pools.SaveAsync(
            pool with { SchemaAttributes = [.. pool.SchemaAttributes, .. added], LastModifiedDate = clock.GetUtcNow() }, context.Cancellation);
        return Empty.Value;
    }
}
