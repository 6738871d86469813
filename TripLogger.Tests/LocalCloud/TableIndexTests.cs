using System.Text.Json.Nodes;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Microsoft.Extensions.Logging.Testing;
using TripLogger.AppHost.LocalCloud.Provisioning;
using TripLogger.AppHost.LocalCloud.Templates;
using TripLogger.Tests.Cognito.Support;
using TripLogger.Tests.Fixtures;
using TripLogger.Tests.Infra;

namespace TripLogger.Tests.LocalCloud;

/// <summary>
/// An index that a newer template has is added to the table that is there. On a database of each test's own: DynamoDB Local can lock up
/// when it fills an index while others use it, and a start has it for itself.
/// </summary>
public sealed class TableIndexTests(Stacks stacks) : IDisposable
{
    private readonly HttpClient _http = new();
    private readonly FakeLogger _log = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Trips_of_before_their_list_had_an_index_are_in_it_after_the_next_start()
    {
        // Arrange: a data folder as earlier versions left it.
        using var folder = new TemporaryFolder();
        var before = TripTable();
        Remove(before, index: "ByStart", attribute: "startDate");
        await using (var earlier = await DynamoDbServer.StartAsync(folder.Path))
        {
            await ApplyAsync(earlier, before);
            await earlier.Client.PutItemAsync("trips", new() { ["userId"] = new("ada"), ["tripId"] = new("1"), ["startDate"] = new("2019-07-04"), ["notes"] = new("kept") }, Cancel);
            await earlier.Client.PutItemAsync("trips", new() { ["userId"] = new("ada"), ["tripId"] = new("#summary"), ["trips#2019"] = new() { N = "1" } }, Cancel);
        }

        // Act
        await using var now = await DynamoDbServer.StartAsync(folder.Path);
        await ApplyAsync(now, TripTable());
        await ApplyAsync(now, TripTable());

        // Assert
        Assert.Equal("kept", Assert.Single(await QueryAsync(now.Client, "ByStart", "userId"))["notes"].S);
        Assert.Single(_log.Collector.GetSnapshot(), entry => entry.Message.Contains("adding the index", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Several_are_added_one_after_the_other_and_hold_what_the_table_held()
    {
        // Arrange
        await using var server = await DynamoDbServer.StartAsync(dataDirectory: null);
        var before = TripTable();
        Remove(before, "ByStart", "startDate");
        Remove(before, "PublicTrips", "publicList", "publishedAtTripId");
        await ApplyAsync(server, before);
        foreach (var batch in Enumerable.Range(0, 100).Chunk(25))
        {
            await server.Client.BatchWriteItemAsync(
                new BatchWriteItemRequest(new Dictionary<string, List<WriteRequest>>
                {
                    ["trips"] = [.. batch.Select(number => new WriteRequest(new PutRequest(new()
                    {
                        ["userId"] = new("ada"),
                        ["tripId"] = new($"{number}"),
                        ["startDate"] = new("2019-07-04"),
                        ["publicList"] = new("ada"),
                        ["publishedAtTripId"] = new($"{number}"),
                    })))],
                }),
                Cancel);
        }

        // Act
        await ApplyAsync(server, TripTable());

        // Assert
        Assert.Equal(100, (await QueryAsync(server.Client, "ByStart", "userId")).Count);
        Assert.Equal(100, (await QueryAsync(server.Client, "PublicTrips", "publicList")).Count);
    }

    public void Dispose() => _http.Dispose();

    private static async Task<List<Dictionary<string, AttributeValue>>> QueryAsync(IAmazonDynamoDB client, string index, string key) =>
        (await client.QueryAsync(
            new QueryRequest("trips") { IndexName = index, KeyConditionExpression = $"{key} = :key", ExpressionAttributeValues = new() { [":key"] = new("ada") } },
            Cancel)).Items;

    private static void Remove(JsonObject template, string index, params string[] attribute)
    {
        var table = template["Resources"]!["Table"]!["Properties"]!;
        table["GlobalSecondaryIndexes"]!.AsArray().RemoveAll(node => node!["IndexName"]!.GetValue<string>() == index);
        table["AttributeDefinitions"]!.AsArray().RemoveAll(node => attribute.Contains(node!["AttributeName"]!.GetValue<string>()));
        if (table["GlobalSecondaryIndexes"]!.AsArray().Count == 0)
        {
            table.AsObject().Remove("GlobalSecondaryIndexes");
        }
    }

    /// <summary>The stack's table of trips alone.</summary>
    private JsonObject TripTable()
    {
        var table = stacks.Develop.Table("userId").Body.DeepClone();
        table["Properties"]!["TableName"] = "trips";
        return new JsonObject { ["Resources"] = new JsonObject { ["Table"] = table } };
    }

    private async Task ApplyAsync(DynamoDbServer server, JsonObject template) =>
        await new StackProvisioner(_http, server.Endpoint, cognito: server.Endpoint, resetHint: "start again.")
            .ApplyAsync(CloudFormationTemplate.Parse(template.ToJsonString()), new TemplateScope("stack", "us-east-1", "000000000000"), _log, Cancel);
}
