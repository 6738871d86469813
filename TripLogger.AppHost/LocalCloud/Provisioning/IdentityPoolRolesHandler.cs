using System.Text.Json.Nodes;
using TripLogger.AppHost.LocalCloud.Emulators;
using TripLogger.AppHost.LocalCloud.Templates;

namespace TripLogger.AppHost.LocalCloud.Provisioning;

/// <summary>Which roles an identity pool's guests and signed-in users get.</summary>
internal sealed class IdentityPoolRolesHandler(AwsJsonClient identityPools) : ITemplateResourceHandler
{
    public string ResourceType => "AWS::Cognito::IdentityPoolRoleAttachment";

    public async Task<ProvisionedResource> ApplyAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        var poolId = request.Properties["IdentityPoolId"];
        await identityPools.CallAsync(
            "SetIdentityPoolRoles",
            new JsonObject
            {
                ["IdentityPoolId"] = poolId?.DeepClone(),
                ["Roles"] = request.Properties["Roles"]?.DeepClone() ?? new JsonObject(),
            },
            cancellationToken);
        return new((string?)poolId ?? request.LogicalId, new Dictionary<string, string>(), "set");
    }
}
