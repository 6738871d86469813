using CognitoEmulator.Protocol;
using CognitoEmulator.UserPools;

namespace CognitoEmulator.Operations;

internal sealed record GroupSettingsRequest
{
    public string? UserPoolId { get; init; }

    public string? GroupName { get; init; }

    public string? Description { get; init; }

    public string? RoleArn { get; init; }

    public int? Precedence { get; init; }

    /// <exception cref="CognitoException">InvalidParameterException.</exception>
    public void Verify() => new Constraints()
        .UserPoolId(UserPoolId)
        .Required("groupName", GroupName)
        .Text("groupName", GroupName, 1, 128)
        .Text("description", Description, 0, 2048)
        .Text("roleArn", RoleArn, 20, 2048)
        .Range("precedence", Precedence, 0, int.MaxValue)
        .Verify();
}

internal sealed record GroupResponse(GroupType Group);

internal sealed class CreateGroup(UserPoolStore pools, GroupStore groups, TimeProvider clock) : IOperation<GroupSettingsRequest, GroupResponse>
{
    public async Task<GroupResponse> HandleAsync(GroupSettingsRequest request, OperationContext context)
    {
        request.Verify();
        var now = clock.GetUtcNow();
        var group = new GroupType
        {
            UserPoolId = pools.Get(request.UserPoolId!).Id,
            GroupName = request.GroupName!,
            Description = request.Description,
            RoleArn = request.RoleArn,
            Precedence = request.Precedence,
            CreationDate = now,
            LastModifiedDate = now,
        };
        await groups.SaveAsync(group, isNew: true, context.Cancellation);
        return new GroupResponse(group);
    }
}
