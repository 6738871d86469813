using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using TripLogger.AppHost.LocalCloud.Emulators;
using TripLogger.AppHost.LocalCloud.Templates;

namespace TripLogger.AppHost.LocalCloud.Provisioning;

/// <summary>
/// Tables on DynamoDB Local. A global index more is added in place, as on AWS: DynamoDB fills it from the items that are there.
/// Keys, and indexes that are there already, can't be changed without losing data: such a change is refused, never applied by
/// dropping the table.
/// </summary>
internal sealed class TableHandler(AwsJsonClient dynamoDb, string resetHint) : ITemplateResourceHandler
{
    private static readonly string[] KeyProperties = ["KeySchema", "AttributeDefinitions", "GlobalSecondaryIndexes", "LocalSecondaryIndexes"];
    private static readonly string[] CreateProperties = ["TableName", "BillingMode", "ProvisionedThroughput", "StreamSpecification", "DeletionProtectionEnabled", .. KeyProperties];

    /// <summary>What AWS does beyond storing items.</summary>
    private static readonly string[] CloudOnlyProperties =
        ["PointInTimeRecoverySpecification", "SSESpecification", "ContributorInsightsSpecification", "KinesisStreamSpecification", "ResourcePolicy", "TableClass", "Tags", "WarmThroughput", "OnDemandThroughput"];

    private static readonly TimeSpan FillPoll = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan FillLimit = TimeSpan.FromMinutes(5);

    public string ResourceType => "AWS::DynamoDB::Table";

    public async Task<ProvisionedResource> ApplyAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        var name = request.Name("TableName");
        request.Properties["TableName"] = name;
        WarnOfUnknown(request);

        List<JsonObject> added = [];
        var existing = await DescribeAsync(name, cancellationToken);
        if (existing is null)
        {
            var table = Pick(request.Properties, CreateProperties);
            if (table.ContainsKey("StreamSpecification"))
            {
                table["StreamSpecification"] = TableSettings.StreamOf(request.Properties);
            }

            await dynamoDb.CallAsync("CreateTable", table, cancellationToken);
        }
        else
        {
            added = NewIndexes(existing, request.Properties);
            if (Shape(existing) != Shape(Without(request.Properties, added)))
            {
                throw new LocalCloudException(
                    $"Table {name} exists with other keys or indexes, and changing them would lose its data: {resetHint}");
            }

            // One that an earlier start added may still be filling.
            await WaitForIndexesAsync(name, Indexes(existing), cancellationToken);
            foreach (var index in added)
            {
                await AddIndexAsync(name, index, request, cancellationToken);
            }
        }

        await new TableSettings(dynamoDb).ApplyAsync(name, existing, request.Properties, cancellationToken);
        return new(
            name,
            new Dictionary<string, string> { ["Arn"] = request.Arn("dynamodb", $"table/{name}") },
            existing is null ? "created" : added.Count == 0 ? "unchanged" : $"index {string.Join(", ", added.Select(index => (string?)index["IndexName"]))} added");
    }

    /// <summary>The wanted global indexes that the table does not have.</summary>
    private static List<JsonObject> NewIndexes(JsonObject existing, JsonObject wanted)
    {
        var names = Indexes(existing).Select(index => (string?)index["IndexName"]).ToHashSet(StringComparer.Ordinal);
        return [.. Indexes(wanted).Where(index => !names.Contains((string?)index["IndexName"]))];
    }

    private static IEnumerable<JsonObject> Indexes(JsonObject table) => (table["GlobalSecondaryIndexes"] as JsonArray ?? []).Select(index => index!.AsObject());

    /// <summary>The table without those indexes, and without the attributes that only they need.</summary>
    private static JsonObject Without(JsonObject table, List<JsonObject> indexes)
    {
        var rest = table.DeepClone().AsObject();
        var kept = Indexes(table).Except(indexes).Select(index => index.DeepClone()).ToArray();
        rest["GlobalSecondaryIndexes"] = new JsonArray(kept);
        var owners = kept.Concat((table["LocalSecondaryIndexes"] as JsonArray ?? []).Select(index => index!)).Append(table);
        var keys = owners.SelectMany(owner => owner["KeySchema"]?.AsArray() ?? []).Select(key => (string?)key!["AttributeName"]).ToHashSet(StringComparer.Ordinal);
        rest["AttributeDefinitions"] = new JsonArray(
            [.. (table["AttributeDefinitions"] as JsonArray ?? []).Where(attribute => keys.Contains((string?)attribute!["AttributeName"])).Select(attribute => attribute!.DeepClone())]);
        return rest;
    }

    /// <summary>Adds one index, for DynamoDB takes one at a time.</summary>
    private async Task AddIndexAsync(string table, JsonObject index, ResourceRequest request, CancellationToken cancellationToken)
    {
        var indexName = (string)index["IndexName"]!;
        request.Logger.LogInformation("{LogicalId}: adding the index {Index} to {Table}; DynamoDB fills it from the items that are there.", request.LogicalId, indexName, table);
        await dynamoDb.CallAsync(
            "UpdateTable",
            new JsonObject
            {
                ["TableName"] = table,
                ["AttributeDefinitions"] = request.Properties["AttributeDefinitions"]?.DeepClone(),
                ["GlobalSecondaryIndexUpdates"] = new JsonArray(new JsonObject { ["Create"] = index.DeepClone() }),
            },
            cancellationToken);
        await WaitForIndexesAsync(table, [index], cancellationToken);
    }

    /// <summary>Waits until the indexes hold what the table holds.</summary>
    private async Task WaitForIndexesAsync(string table, IEnumerable<JsonObject> indexes, CancellationToken cancellationToken)
    {
        var filling = indexes.Where(index => (string?)index["IndexStatus"] != "ACTIVE").Select(index => (string)index["IndexName"]!).ToHashSet(StringComparer.Ordinal);
        if (filling.Count == 0)
        {
            return;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(FillLimit);
        try
        {
            while (!await AreActiveAsync(table, filling, limit.Token))
            {
                await Task.Delay(FillPoll, limit.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LocalCloudException($"The index {string.Join(", ", filling)} of table {table} is not filled after {FillLimit.TotalMinutes} minutes: start again, DynamoDB goes on with it.");
        }
    }

    private async Task<bool> AreActiveAsync(string table, HashSet<string> indexes, CancellationToken cancellationToken) =>
        await DescribeAsync(table, cancellationToken) is { } description
            && (string?)description["TableStatus"] == "ACTIVE"
            && Indexes(description).All(index => !indexes.Contains((string)index["IndexName"]!) || (string?)index["IndexStatus"] == "ACTIVE");

    private async Task<JsonObject?> DescribeAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return (JsonObject?)(await dynamoDb.CallAsync("DescribeTable", new JsonObject { ["TableName"] = name }, cancellationToken))["Table"];
        }
        catch (AwsServiceException exception) when (exception.Code == "ResourceNotFoundException")
        {
            return null;
        }
    }

    /// <summary>Keys and indexes in one canonical text, without what DynamoDB adds to its description.</summary>
    private static string Shape(JsonObject table)
    {
        var attributes = Sorted(table["AttributeDefinitions"], attribute => $"{attribute["AttributeName"]}:{attribute["AttributeType"]}");
        var indexes = Sorted(table["GlobalSecondaryIndexes"], Index).Concat(Sorted(table["LocalSecondaryIndexes"], Index));
        return $"{Keys(table)} | {string.Join(", ", attributes)} | {string.Join("; ", indexes)}";

        static string Index(JsonNode index) =>
            $"{index["IndexName"]} {Keys(index)} {index["Projection"]?["ProjectionType"]} {string.Join(",", Sorted(index["Projection"]?["NonKeyAttributes"], name => (string)name!))}";

        static string Keys(JsonNode owner) =>
            string.Join(", ", Sorted(owner["KeySchema"], key => $"{key["KeyType"]}:{key["AttributeName"]}"));

        static IEnumerable<string> Sorted(JsonNode? list, Func<JsonNode, string> text) =>
            (list as JsonArray ?? []).Select(item => text(item!)).Order(StringComparer.Ordinal);
    }

    private static JsonObject Pick(JsonObject properties, IEnumerable<string> names) =>
        new(names.Where(properties.ContainsKey).Select(name => KeyValuePair.Create(name, properties[name]?.DeepClone())));

    private static void WarnOfUnknown(ResourceRequest request)
    {
        var unknown = request.Properties.Select(property => property.Key)
            .Except([.. CreateProperties, .. CloudOnlyProperties, "TimeToLiveSpecification"]).ToList();
        if (unknown.Count > 0)
        {
            request.Logger.LogWarning("{LogicalId}: the local cloud does not know {Properties} of a table; ignored here.", request.LogicalId, string.Join(", ", unknown));
        }
    }
}
