using System.Text.Json.Nodes;
using TripLogger.AppHost.LocalCloud.Emulators;
using TripLogger.AppHost.LocalCloud.Templates;

namespace TripLogger.AppHost.LocalCloud.Provisioning;

/// <summary>User pools on the Cognito emulator.</summary>
internal sealed class UserPoolHandler(AwsJsonClient userPools, string resetHint) : ITemplateResourceHandler
{
    /// <summary>What a pool keeps from its creation; see CloudFormation's "Update requires: Replacement".</summary>
    private static readonly string[] FixedProperties = ["UsernameAttributes", "AliasAttributes", "UsernameConfiguration"];

    public string ResourceType => "AWS::Cognito::UserPool";

    public async Task<ProvisionedResource> ApplyAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        var name = request.Name("UserPoolName");
        var properties = request.Properties;
        properties.Remove("UserPoolName");
        properties.Remove("EnabledMfas", out var enabledMfas);

        var existing = await userPools.ListAsync("ListUserPools", [], cancellationToken)
            .FirstOrDefaultAsync(pool => (string?)pool["Name"] == name, cancellationToken);
        string id;
        if (existing is null)
        {
            properties["PoolName"] = name;
            var created = await userPools.CallAsync("CreateUserPool", properties, cancellationToken);
            id = (string)created["UserPool"]!["Id"]!;
        }
        else
        {
            id = (string)existing["Id"]!;
            await UpdateAsync(id, name, properties, cancellationToken);
        }

        await ApplyMfaAsync(id, (string?)properties["MfaConfiguration"], enabledMfas as JsonArray, cancellationToken);

        var provider = $"cognito-idp.{request.Scope.Region}.amazonaws.com/{id}";
        return new(
            id,
            new Dictionary<string, string>
            {
                ["Arn"] = request.Arn("cognito-idp", $"userpool/{id}"),
                ["ProviderName"] = provider,
                ["ProviderURL"] = $"https://{provider}",
                ["UserPoolId"] = id,
            },
            existing is null ? "created" : "updated");
    }

    private async Task UpdateAsync(string id, string name, JsonObject properties, CancellationToken cancellationToken)
    {
        var pool = (await userPools.CallAsync("DescribeUserPool", new JsonObject { ["UserPoolId"] = id }, cancellationToken))["UserPool"]!;
        var schema = properties["Schema"] as JsonArray ?? [];
        var changed = FixedProperties.FirstOrDefault(property => !JsonNode.DeepEquals(pool[property], properties[property]))
            ?? (UserPoolSchema.Changed(pool, schema) is { } attribute ? $"attribute {attribute}" : null);
        if (changed is not null)
        {
            throw new LocalCloudException($"User pool {name} exists with another {changed}, which a pool keeps for life: {resetHint}");
        }

        foreach (var property in (string[])[.. FixedProperties, "Schema"])
        {
            properties.Remove(property);
        }

        properties["UserPoolId"] = id;
        await userPools.CallAsync("UpdateUserPool", properties, cancellationToken);
        if (UserPoolSchema.Added(pool, schema) is { Count: > 0 } added)
        {
            await userPools.CallAsync("AddCustomAttributes", new JsonObject { ["UserPoolId"] = id, ["CustomAttributes"] = added }, cancellationToken);
        }
    }

    /// <summary>CloudFormation sets MFA with the pool, the service by an operation of its own.</summary>
    private async Task ApplyMfaAsync(string id, string? configuration, JsonArray? enabled, CancellationToken cancellationToken)
    {
        // A pool that was told nothing more keeps what it was told before: CloudFormation tells the default.
        var input = new JsonObject { ["UserPoolId"] = id, ["MfaConfiguration"] = configuration ?? "OFF" };
        if (enabled?.Any(kind => (string?)kind == "SOFTWARE_TOKEN_MFA") is true)
        {
            input["SoftwareTokenMfaConfiguration"] = new JsonObject { ["Enabled"] = true };
        }

        await userPools.CallAsync("SetUserPoolMfaConfig", input, cancellationToken);
    }
}
