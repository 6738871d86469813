using System.Text.Json.Nodes;
using TripLogger.AppHost.LocalCloud.Emulators;
using TripLogger.AppHost.LocalCloud.Templates;

namespace TripLogger.AppHost.LocalCloud.Provisioning;

/// <summary>Clients of user pools on the Cognito emulator.</summary>
internal sealed class UserPoolClientHandler(AwsJsonClient userPools, string resetHint) : ITemplateResourceHandler
{
    public string ResourceType => "AWS::Cognito::UserPoolClient";

    public async Task<ProvisionedResource> ApplyAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        var name = request.Name("ClientName");
        var properties = request.Properties;
        properties["ClientName"] = name;

        var pool = new JsonObject { ["UserPoolId"] = properties["UserPoolId"]?.DeepClone() };
        var existing = await userPools.ListAsync("ListUserPoolClients", pool, cancellationToken)
            .FirstOrDefaultAsync(client => (string?)client["ClientName"] == name, cancellationToken);
        if (existing is not null)
        {
            properties["ClientId"] = existing["ClientId"]?.DeepClone();
            properties.Remove("GenerateSecret", out var generatesSecret);
            await RefuseFixedChangesAsync(name, properties, (bool?)generatesSecret ?? false, cancellationToken);
        }

        var answer = await userPools.CallAsync(existing is null ? "CreateUserPoolClient" : "UpdateUserPoolClient", properties, cancellationToken);
        var id = (string)answer["UserPoolClient"]!["ClientId"]!;
        return new(
            id,
            new Dictionary<string, string> { ["ClientId"] = id, ["Name"] = name },
            existing is null ? "created" : "updated");
    }

    private async Task RefuseFixedChangesAsync(string name, JsonObject properties, bool hasSecret, CancellationToken cancellationToken)
    {
        var identity = new JsonObject { ["UserPoolId"] = properties["UserPoolId"]?.DeepClone(), ["ClientId"] = properties["ClientId"]?.DeepClone() };
        var client = (await userPools.CallAsync("DescribeUserPoolClient", identity, cancellationToken))["UserPoolClient"]!;
        if ((client["ClientSecret"] is not null) != hasSecret)
        {
            throw new LocalCloudException(
                $"Client {name} exists {(hasSecret ? "without" : "with")} a secret (GenerateSecret), which a client keeps for life: {resetHint}");
        }
    }
}
