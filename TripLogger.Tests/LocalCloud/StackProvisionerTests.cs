using System.Text.Json;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using TripLogger.AppHost.LocalCloud;
using TripLogger.AppHost.LocalCloud.Provisioning;
using TripLogger.AppHost.LocalCloud.Templates;
using TripLogger.Tests.Cognito.Support;
using TripLogger.Tests.Fixtures;
using TripLogger.Tests.Infra;

namespace TripLogger.Tests.LocalCloud;

/// <summary>A template is applied to the emulators as CloudFormation would apply it to AWS.</summary>
public sealed class StackProvisionerTests(DynamoDbLocal dynamoDb, SharedEmulator cognito, Stacks stacks) : IDisposable
{
    private const string ResetHint = "delete the folder and start again.";

    private readonly HttpClient _http = new();
    private readonly FakeLogger _log = new();

    [Fact]
    public async Task The_whole_stack_is_applied_and_applying_it_again_changes_no_output()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var template = CloudFormationTemplate.Parse(stacks.Develop.Root.ToJsonString());

        var first = await ApplyAsync(template, "triplogger-develop", cancellationToken);
        var second = await ApplyAsync(template, "triplogger-develop", cancellationToken);

        Assert.Equal(template.Outputs.Keys.Order(), first.Keys.Order());
        Assert.Equal(first, second);
        Assert.Equal("triplogger-develop-UserTable", first["UserTableName"]);
        Assert.StartsWith("us-east-1_", first["UserPoolId"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_gets_its_keys_its_index_and_its_time_to_live()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var name = NewName();

        await ApplyAsync(Table(name, key: "id", index: "byOwner"), "stack", cancellationToken);

        var client = await dynamoDb.GetClientAsync();
        var table = (await client.DescribeTableAsync(name, cancellationToken)).Table;
        Assert.Equal("id", Assert.Single(table.KeySchema).AttributeName);
        Assert.Equal("byOwner", Assert.Single(table.GlobalSecondaryIndexes).IndexName);
        Assert.Equal(BillingMode.PAY_PER_REQUEST, table.BillingModeSummary.BillingMode);
        var timeToLive = (await client.DescribeTimeToLiveAsync(new DescribeTimeToLiveRequest { TableName = name }, cancellationToken)).TimeToLiveDescription;
        Assert.Equal("expiresAt", timeToLive.AttributeName);
    }

    [Theory]
    [InlineData("other", "byOwner")]
    [InlineData("id", "byDate")]
    public async Task A_change_that_would_cost_a_table_its_data_is_refused_with_the_cure(string key, string index)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var name = NewName();
        await ApplyAsync(Table(name, "id", "byOwner"), "stack", cancellationToken);
        var client = await dynamoDb.GetClientAsync();
        await client.PutItemAsync(name, new() { ["id"] = new("1"), ["owner"] = new("ada") }, cancellationToken);

        var refusal = await Assert.ThrowsAsync<LocalCloudException>(() => ApplyAsync(Table(name, key, index), "stack", cancellationToken));

        Assert.Equal($"Table {name} exists with other keys or indexes, and changing them would lose its data: {ResetHint}", refusal.Message);
        Assert.True((await client.GetItemAsync(name, new() { ["id"] = new("1") }, cancellationToken)).IsItemSet, "The item must survive the refused change.");
    }

    [Fact]
    public async Task A_type_that_is_unknown_is_named_in_a_warning_and_does_not_stop_the_rest()
    {
        // Arrange: a table before it, and one after it that needs it.
        var cancellationToken = TestContext.Current.CancellationToken;
        var (before, after) = (NewName(), NewName());
        var template = CloudFormationTemplate.Parse($$"""
            {
              "Resources": {
                "Before": {{OneTable(before)}},
                "Bell": { "Type": "AWS::SNS::Topic", "DependsOn": "Before" },
                "After": {{OneTable(after, dependsOn: "Bell")}}
              },
              "Outputs": { "Bell": { "Value": { "Ref": "Bell" } }, "After": { "Value": { "Ref": "After" } } }
            }
            """);

        // Act
        var outputs = await ApplyAsync(template, "stack", cancellationToken);

        // Assert
        Assert.Equal("stack-Bell", outputs["Bell"]);
        Assert.Equal(after, outputs["After"]);
        var client = await dynamoDb.GetClientAsync();
        foreach (var table in new[] { before, after })
        {
            Assert.Equal(TableStatus.ACTIVE, (await client.DescribeTableAsync(table, cancellationToken)).Table.TableStatus);
        }

        Assert.Contains(_log.Collector.GetSnapshot(), entry =>
            entry.Level == LogLevel.Warning && entry.Message.Contains("AWS::SNS::Topic Bell", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_service_refuses_is_told_with_the_resource_and_the_reason()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var template = Table("a", "id", "byOwner");

        var refusal = await Assert.ThrowsAsync<LocalCloudException>(() => ApplyAsync(template, "stack", cancellationToken));

        Assert.StartsWith("AWS::DynamoDB::Table Table can't be applied: ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("ValidationException", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_emulator_that_does_not_answer_is_told_by_its_address()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var nowhere = new Uri("http://127.0.0.1:9/");
        var provisioner = new StackProvisioner(_http, nowhere, nowhere, ResetHint);

        var failure = await Assert.ThrowsAsync<LocalCloudException>(() =>
            provisioner.ApplyAsync(Table("table", "id", "byOwner"), Scope("stack"), _log, cancellationToken));

        Assert.Contains("http://127.0.0.1:9/", failure.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _http.Dispose();

    private static string OneTable(string name, string? dependsOn = null) => JsonSerializer.Serialize(new
    {
        Type = "AWS::DynamoDB::Table",
        DependsOn = dependsOn is null ? [] : new[] { dependsOn },
        Properties = new
        {
            TableName = name,
            BillingMode = "PAY_PER_REQUEST",
            AttributeDefinitions = new[] { new { AttributeName = "id", AttributeType = "S" } },
            KeySchema = new[] { new { AttributeName = "id", KeyType = "HASH" } },
        },
    });

    private static string NewName() => $"test-{Guid.NewGuid():N}";

    private static TemplateScope Scope(string stack) => new(stack, "us-east-1", "000000000000");

    private static CloudFormationTemplate Table(string name, string key, string index) => CloudFormationTemplate.Parse(JsonSerializer.Serialize(new
    {
        Resources = new
        {
            Table = new
            {
                Type = "AWS::DynamoDB::Table",
                Properties = new
                {
                    TableName = name,
                    BillingMode = "PAY_PER_REQUEST",
                    AttributeDefinitions = new[] { new { AttributeName = key, AttributeType = "S" }, new { AttributeName = "owner", AttributeType = "S" } },
                    KeySchema = new[] { new { AttributeName = key, KeyType = "HASH" } },
                    GlobalSecondaryIndexes = new[]
                    {
                        new
                        {
                            IndexName = index,
                            KeySchema = new[] { new { AttributeName = "owner", KeyType = "HASH" } },
                            Projection = new { ProjectionType = "KEYS_ONLY" },
                        },
                    },
                    TimeToLiveSpecification = new { AttributeName = "expiresAt", Enabled = true },
                },
            },
        },
    }));

    private async Task<IReadOnlyDictionary<string, string>> ApplyAsync(CloudFormationTemplate template, string stack, CancellationToken cancellationToken)
    {
        var provisioner = new StackProvisioner(_http, await dynamoDb.GetEndpointAsync(), (await cognito.GetAsync()).BaseUrl, ResetHint);
        return await provisioner.ApplyAsync(template, Scope(stack), _log, cancellationToken);
    }
}
