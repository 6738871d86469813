using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.DynamoDBv2;
using Microsoft.Extensions.Logging.Testing;
using TripLogger.AppHost.LocalCloud;
using TripLogger.AppHost.LocalCloud.Provisioning;
using TripLogger.AppHost.LocalCloud.Templates;
using TripLogger.Tests.Cognito.Support;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.LocalCloud;

/// <summary>A template that has changed since the last start: what can change in place is applied, what can't is refused with the cure.</summary>
public sealed class SecondStartTests(DynamoDbLocal dynamoDb, SharedEmulator cognito) : IDisposable
{
    private const string ResetHint = "delete the folder and start again.";

    private readonly HttpClient _http = new();
    private readonly string _name = $"test-{Guid.NewGuid():N}";

    /// <summary>Resource, the members that change (null takes one away), and what is told about it afterwards.</summary>
    public static TheoryData<string, string, string> Changes => new()
    {
        { "Pool", """{ "Policies": { "PasswordPolicy": { "MinimumLength": 14 } } }""", """{ "Policies": { "PasswordPolicy": { "MinimumLength": 14 } } }""" },
        { "Pool", """{ "MfaConfiguration": "OFF" }""", """{ "MfaConfiguration": "OFF" }""" },
        { "Pool", """{ "MfaConfiguration": null, "EnabledMfas": null }""", """{ "MfaConfiguration": "OFF" }""" },
        { "Pool", """{ "MfaConfiguration": "ON" }""", """{ "MfaConfiguration": "ON" }""" },
        { "Pool", """{ "DeletionProtection": "ACTIVE" }""", """{ "DeletionProtection": "ACTIVE" }""" },
        { "Pool", """{ "EmailVerificationSubject": "Hello" }""", """{ "EmailVerificationSubject": "Hello" }""" },
        { "Pool", """{ "UserPoolTags": { "stage": "two" } }""", """{ "UserPoolTags": { "stage": "two" } }""" },
        {
            "Pool",
            """{ "Schema": [{ "Name": "email", "Required": true, "Mutable": true }, { "Name": "shoe", "AttributeDataType": "String" }, { "Name": "hat" }] }""",
            """{ "SchemaAttributes": [{ "Name": "custom:shoe" }, { "Name": "custom:hat" }] }"""
        },
        { "Client", """{ "ExplicitAuthFlows": ["ALLOW_USER_PASSWORD_AUTH"] }""", """{ "ExplicitAuthFlows": ["ALLOW_USER_PASSWORD_AUTH"] }""" },
        { "Client", """{ "AccessTokenValidity": 2 }""", """{ "AccessTokenValidity": 2 }""" },
        { "Client", """{ "RefreshTokenRotation": { "Feature": "ENABLED", "RetryGracePeriodSeconds": 5 } }""", """{ "RefreshTokenRotation": { "RetryGracePeriodSeconds": 5 } }""" },
        { "Client", """{ "PreventUserExistenceErrors": "LEGACY" }""", """{ "PreventUserExistenceErrors": "LEGACY" }""" },
        { "Identities", """{ "AllowUnauthenticatedIdentities": false }""", """{ "AllowUnauthenticatedIdentities": false }""" },
        { "Roles", """{ "Roles": { "authenticated": "arn:aws:iam::000000000000:role/two" } }""", """{ "Roles": { "authenticated": "arn:aws:iam::000000000000:role/two" } }""" },
        { "Table", """{ "TimeToLiveSpecification": { "AttributeName": "endsAt", "Enabled": true } }""", """{ "TimeToLive": "ENABLED endsAt" }""" },
        { "Table", """{ "TimeToLiveSpecification": null }""", """{ "TimeToLive": "DISABLED " }""" },
        { "Table", """{ "TimeToLiveSpecification": { "AttributeName": "expiresAt", "Enabled": false } }""", """{ "TimeToLive": "DISABLED " }""" },
        { "Table", """{ "DeletionProtectionEnabled": true }""", """{ "DeletionProtectionEnabled": true }""" },
        { "Table", """{ "StreamSpecification": { "StreamViewType": "NEW_IMAGE" } }""", """{ "Stream": "NEW_IMAGE" }""" },
        {
            "Table",
            """{ "BillingMode": "PROVISIONED", "ProvisionedThroughput": { "ReadCapacityUnits": 3, "WriteCapacityUnits": 2 } }""",
            """{ "Read": 3, "Write": 2 }"""
        },
    };

    /// <summary>Resource, the members that change, and what the refusal names.</summary>
    public static TheoryData<string, string, string> Refusals => new()
    {
        { "Pool", """{ "UsernameAttributes": ["phone_number"] }""", "another UsernameAttributes, which a pool keeps for life" },
        { "Pool", """{ "UsernameAttributes": null }""", "another UsernameAttributes, which a pool keeps for life" },
        { "Pool", """{ "UsernameConfiguration": { "CaseSensitive": true } }""", "another UsernameConfiguration, which a pool keeps for life" },
        { "Pool", """{ "UsernameAttributes": null, "AliasAttributes": ["email"] }""", "which a pool keeps for life" },
        { "Pool", """{ "Schema": [{ "Name": "email", "Required": false, "Mutable": true }] }""", "another attribute email, which a pool keeps for life" },
        { "Client", """{ "GenerateSecret": true }""", "exists without a secret (GenerateSecret), which a client keeps for life" },
        { "Table", """{ "KeySchema": [{ "AttributeName": "other", "KeyType": "HASH" }], "AttributeDefinitions": [{ "AttributeName": "other", "AttributeType": "S" }] }""", "exists with other keys or indexes" },
        { "Table", """{ "AttributeDefinitions": [{ "AttributeName": "id", "AttributeType": "N" }] }""", "exists with other keys or indexes" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task What_can_change_in_place_is_applied_and_stays(string resource, string change, string expected)
    {
        var outputs = await ApplyAsync(Template());

        var changed = Template(resource, change);
        Assert.Equal(outputs, await ApplyAsync(changed));
        Assert.Equal(outputs, await ApplyAsync(changed));

        AssertHas(JsonNode.Parse(expected), await DescribeAsync(resource, outputs), resource);
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task What_can_not_change_is_refused_with_the_cure_and_nothing_is_lost(string resource, string change, string reason)
    {
        var outputs = await ApplyAsync(Template());
        var before = await DescribeAsync(resource, outputs);

        var refusal = await Assert.ThrowsAsync<LocalCloudException>(() => ApplyAsync(Template(resource, change)));

        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith(ResetHint, refusal.Message, StringComparison.Ordinal);
        Assert.True(JsonNode.DeepEquals(before, await DescribeAsync(resource, outputs)), "The refused change has changed something.");
    }

    public void Dispose() => _http.Dispose();

    /// <summary>One resource of each type that has a stand-in.</summary>
    private JsonObject Template(string? changed = null, string change = "{}")
    {
        var template = JsonNode.Parse($$"""
            {
              "Resources": {
                "Pool": {
                  "Type": "AWS::Cognito::UserPool",
                  "Properties": {
                    "UserPoolName": "{{_name}}",
                    "UsernameAttributes": ["email"],
                    "UsernameConfiguration": { "CaseSensitive": false },
                    "Schema": [{ "Name": "email", "Required": true, "Mutable": true }],
                    "MfaConfiguration": "OPTIONAL",
                    "EnabledMfas": ["SOFTWARE_TOKEN_MFA"]
                  }
                },
                "Client": {
                  "Type": "AWS::Cognito::UserPoolClient",
                  "Properties": {
                    "UserPoolId": { "Ref": "Pool" },
                    "ClientName": "web",
                    "GenerateSecret": false,
                    "ExplicitAuthFlows": ["ALLOW_USER_SRP_AUTH"],
                    "AccessTokenValidity": 1
                  }
                },
                "Identities": {
                  "Type": "AWS::Cognito::IdentityPool",
                  "Properties": { "IdentityPoolName": "{{_name}}", "AllowUnauthenticatedIdentities": true }
                },
                "Roles": {
                  "Type": "AWS::Cognito::IdentityPoolRoleAttachment",
                  "Properties": { "IdentityPoolId": { "Ref": "Identities" }, "Roles": { "authenticated": "arn:aws:iam::000000000000:role/one" } }
                },
                "Table": {
                  "Type": "AWS::DynamoDB::Table",
                  "Properties": {
                    "TableName": "{{_name}}",
                    "BillingMode": "PAY_PER_REQUEST",
                    "AttributeDefinitions": [{ "AttributeName": "id", "AttributeType": "S" }],
                    "KeySchema": [{ "AttributeName": "id", "KeyType": "HASH" }],
                    "TimeToLiveSpecification": { "AttributeName": "expiresAt", "Enabled": true }
                  }
                }
              },
              "Outputs": {
                "Pool": { "Value": { "Ref": "Pool" } },
                "Client": { "Value": { "Ref": "Client" } },
                "Identities": { "Value": { "Ref": "Identities" } },
                "Table": { "Value": { "Ref": "Table" } }
              }
            }
            """)!.AsObject();
        foreach (var (member, value) in changed is null ? [] : JsonNode.Parse(change)!.AsObject())
        {
            var properties = template["Resources"]![changed!]!["Properties"]!.AsObject();
            properties.Remove(member);
            if (value is not null)
            {
                properties[member] = value.DeepClone();
            }
        }

        return template;
    }

    private async Task<IReadOnlyDictionary<string, string>> ApplyAsync(JsonObject template)
    {
        var provisioner = new StackProvisioner(_http, await dynamoDb.GetEndpointAsync(), (await cognito.GetAsync()).BaseUrl, ResetHint);
        return await provisioner.ApplyAsync(
            CloudFormationTemplate.Parse(template.ToJsonString()), new(_name, "us-east-1", "000000000000"), new FakeLogger(), TestContext.Current.CancellationToken);
    }

    private async Task<JsonNode> DescribeAsync(string resource, IReadOnlyDictionary<string, string> ids)
    {
        var emulator = await cognito.GetAsync();
        return resource switch
        {
            "Pool" => (await emulator.CallAsync("DescribeUserPool", new { UserPoolId = ids["Pool"] }))["UserPool"]!,
            "Client" => (await emulator.CallAsync("DescribeUserPoolClient", new { UserPoolId = ids["Pool"], ClientId = ids["Client"] }))["UserPoolClient"]!,
            "Identities" => await emulator.CallAsync("DescribeIdentityPool", new { IdentityPoolId = ids["Identities"] }),
            "Roles" => await emulator.CallAsync("GetIdentityPoolRoles", new { IdentityPoolId = ids["Identities"] }),
            _ => await DescribeTableAsync(ids["Table"]),
        };
    }

    private async Task<JsonNode> DescribeTableAsync(string name)
    {
        var client = await dynamoDb.GetClientAsync();
        var table = (await client.DescribeTableAsync(name, TestContext.Current.CancellationToken)).Table;
        var timeToLive = (await client.DescribeTimeToLiveAsync(name, TestContext.Current.CancellationToken)).TimeToLiveDescription;
        return JsonSerializer.SerializeToNode(new
        {
            Keys = string.Join(",", table.KeySchema.Select(key => key.AttributeName)),
            table.DeletionProtectionEnabled,
            Stream = table.StreamSpecification?.StreamViewType?.Value,
            TimeToLive = $"{timeToLive.TimeToLiveStatus} {(timeToLive.TimeToLiveStatus == TimeToLiveStatus.ENABLED ? timeToLive.AttributeName : "")}",
            Read = table.ProvisionedThroughput?.ReadCapacityUnits,
            Write = table.ProvisionedThroughput?.WriteCapacityUnits,
        })!;
    }

    /// <summary>Whether all that is expected is there, beside whatever else is; of a list, each of its members somewhere.</summary>
    private static void AssertHas(JsonNode? expected, JsonNode? actual, string path)
    {
        switch (expected)
        {
            case JsonObject members:
                Assert.All(members, member => AssertHas(member.Value, (actual as JsonObject)?[member.Key], $"{path}.{member.Key}"));
                break;
            case JsonArray items when items.FirstOrDefault() is JsonObject:
                Assert.All(items, item => Assert.Contains((actual as JsonArray)!, one => (string?)one!["Name"] == (string?)item!["Name"]));
                break;
            default:
                Assert.True(JsonNode.DeepEquals(expected, actual), $"{path} is {actual?.ToJsonString() ?? "not there"}, not {expected?.ToJsonString()}.");
                break;
        }
    }
}
