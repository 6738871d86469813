using TripLogger.AppHost.LocalCloud.Emulators;
using TripLogger.AppHost.LocalCloud.Templates;

namespace TripLogger.AppHost.LocalCloud.Provisioning;

/// <summary>Identity pools on the Cognito emulator.</summary>
internal sealed class IdentityPoolHandler(AwsJsonClient identityPools) : ITemplateResourceHandler
{
    public string ResourceType => "AWS::Cognito::IdentityPool";

    public async Task<ProvisionedResource> ApplyAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        var name = request.Name("IdentityPoolName");
        var properties = request.Properties;
        properties["IdentityPoolName"] = name;

        var existing = await identityPools.ListAsync("ListIdentityPools", [], cancellationToken)
            .FirstOrDefaultAsync(pool => (string?)pool["IdentityPoolName"] == name, cancellationToken);
        if (existing is not null)
        {
            properties["IdentityPoolId"] = existing["IdentityPoolId"]?.DeepClone();
        }

        var pool = await identityPools.CallAsync(existing is null ? "CreateIdentityPool" : "UpdateIdentityPool", properties, cancellationToken);
        return new(
            (string)pool["IdentityPoolId"]!,
            new Dictionary<string, string> { ["Name"] = name },
            existing is null ? "created" : "updated");
    }
}
