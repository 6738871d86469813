using System.Text.Json.Nodes;
using TripLogger.Infra;

namespace TripLogger.Tests.Infra;

public sealed class StackTests(Stacks stacks)
{
    private static readonly string[] WithData =
        ["AWS::Cognito::UserPool", "AWS::Cognito::IdentityPool", "AWS::DynamoDB::Table", "AWS::Logs::LogGroup"];

    [Fact]
    public void The_outputs_are_the_contract_with_the_API()
    {
        var template = stacks.Develop;

        var outputs = template.Outputs.ToDictionary(output => output.Key, output => output.Value!["Value"]!["Ref"]!.GetValue<string>());

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["Region"] = "AWS::Region",
                ["UserPoolId"] = template.Only("AWS::Cognito::UserPool").LogicalId,
                ["UserPoolClientId"] = template.Only("AWS::Cognito::UserPoolClient").LogicalId,
                ["IdentityPoolId"] = template.Only("AWS::Cognito::IdentityPool").LogicalId,
                ["UserTableName"] = template.Table("id").LogicalId,
                ["TripTableName"] = template.Table("userId").LogicalId,
                ["ClosingTableName"] = template.Table("sub").LogicalId,
                ["AddUserFunctionName"] = template.Only("AWS::Lambda::Function").LogicalId,
            },
            outputs);
    }

    [Fact]
    public void No_output_is_exported_so_that_no_other_stack_locks_this_one() =>
        Assert.All(stacks[Stacks.Everything].Outputs, output => Assert.Null(output.Value!["Export"]));

    [Theory]
    [InlineData(DeploymentEnvironment.Develop, "Delete", "Delete")]
    [InlineData(DeploymentEnvironment.Staging, "RetainExceptOnCreate", "Retain")]
    [InlineData(DeploymentEnvironment.Production, "RetainExceptOnCreate", "Retain")]
    public void Data_goes_with_a_develop_stack_and_stays_otherwise(DeploymentEnvironment environment, string deletion, string replacement)
    {
        var resources = stacks[environment].Resources().Where(resource => WithData.Contains(resource.Type)).ToList();

        Assert.Equal(6, resources.Count);
        Assert.All(resources, resource =>
        {
            Assert.Equal(deletion, resource.Attribute("DeletionPolicy"));
            Assert.Equal(replacement, resource.Attribute("UpdateReplacePolicy"));
        });
    }

    [Theory]
    [InlineData(DeploymentEnvironment.Develop, "\"INACTIVE\"", "false")]
    [InlineData(DeploymentEnvironment.Staging, "\"ACTIVE\"", "true")]
    [InlineData(DeploymentEnvironment.Production, "\"ACTIVE\"", "true")]
    public void Outside_develop_nobody_deletes_users_or_tables_by_accident(DeploymentEnvironment environment, string pool, string tables)
    {
        var template = stacks[environment];

        JsonAssert.Equal(pool, template.Only("AWS::Cognito::UserPool")["DeletionProtection"]);
        JsonAssert.Equal(tables, template.Table("id")["DeletionProtectionEnabled"]);
        JsonAssert.Equal(tables, template.Table("userId")["DeletionProtectionEnabled"]);
    }

    [Fact]
    public void Whatever_takes_tags_names_its_application_and_environment()
    {
        var template = stacks[DeploymentEnvironment.Staging];

        Assert.Equal("staging", template.Only("AWS::Cognito::UserPool")["UserPoolTags"]!["environment"]!.GetValue<string>());
        Assert.All(
            template.Resources().Where(resource => resource.Type is "AWS::DynamoDB::Table" or "AWS::Lambda::Function" or "AWS::IAM::Role" or "AWS::Logs::LogGroup"),
            resource => JsonAssert.Equal("""[{ "Key": "app", "Value": "triplogger" }, { "Key": "environment", "Value": "staging" }]""", resource["Tags"]));
    }

    /// <summary>
    /// What CloudFormation compares to decide whether to replace a resource: its logical id, and the properties that cannot
    /// change in place. A replaced pool or table is a new, empty one.
    /// </summary>
    [Theory]
    [InlineData("AWS::Cognito::UserPool", "UserPool6BA7E5F2", """{ "UsernameAttributes": ["email"], "AliasAttributes": null, "UsernameConfiguration": { "CaseSensitive": false }, "Schema": [{ "Mutable": true, "Name": "email", "Required": true }] }""")]
    [InlineData("AWS::Cognito::UserPoolClient", "WebClient", """{ "UserPoolId": { "Ref": "UserPool6BA7E5F2" }, "GenerateSecret": false }""")]
    [InlineData("AWS::Cognito::IdentityPool", "IdentityPool225A267F", """{ "IdentityPoolName": "triplogger-productionIdentityPool" }""")]
    [InlineData("AWS::DynamoDB::Table", "UserTableBD4BF69E", """{ "TableName": "triplogger-production-UserTable", "KeySchema": [{ "AttributeName": "id", "KeyType": "HASH" }], "LocalSecondaryIndexes": null, "ImportSourceSpecification": null }""")]
    [InlineData("AWS::DynamoDB::Table", "TripTableC636C56E", """{ "TableName": "triplogger-production-TripTable", "KeySchema": [{ "AttributeName": "userId", "KeyType": "HASH" }, { "AttributeName": "tripId", "KeyType": "RANGE" }], "LocalSecondaryIndexes": null, "ImportSourceSpecification": null }""")]
    public void Nothing_that_holds_users_or_data_is_ever_replaced(string type, string logicalId, string fixedProperties)
    {
        foreach (var template in new[] { stacks[DeploymentEnvironment.Production], stacks[Stacks.Everything] })
        {
            var resource = template.Resources(type).SingleOrDefault(resource => resource.LogicalId == logicalId);

            Assert.True(resource is not null, $"{logicalId} is gone: CloudFormation would abandon this {type} and create an empty one. Keep the construct's id and place, or plan a migration.");
            foreach (var (property, value) in JsonNode.Parse(fixedProperties)!.AsObject())
            {
                Assert.True(
                    JsonNode.DeepEquals(value, resource[property]),
                    $"{property} of {logicalId} cannot change in place: CloudFormation would replace this {type} by an empty one, or refuse. Keep {value?.ToJsonString() ?? "it unset"}, or plan a migration. It is now {resource[property]?.ToJsonString() ?? "unset"}.");
            }
        }
    }
}
