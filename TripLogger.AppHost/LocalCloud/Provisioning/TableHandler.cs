using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using TripLogger.AppHost.LocalCloud.Emulators;
using TripLogger.AppHost.LocalCloud.Templates;

namespace TripLogger.AppHost.LocalCloud.Provisioning;

/// <summary>
/// Tables on DynamoDB Local. Keys and indexes can't be changed in place without losing data:
/// such a change is refused, never applied by dropping the table.
/// </summary>
internal sealed class TableHandler(AwsJsonClient dynamoDb, string resetHint) : ITemplateResourceHandler
{
    private static readonly string[] KeyProperties = ["KeySchema", "AttributeDefinitions", "GlobalSecondaryIndexes", "LocalSecondaryIndexes"];
    private static readonly string[] CreateProperties = ["TableName", "BillingMode", "ProvisionedThroughput", "StreamSpecification", "DeletionProtectionEnabled", .. KeyProperties];

    /// <summary>What AWS does beyond storing items.</summary>
    private static readonly string[] CloudOnlyProperties =
        ["PointInTimeRecoverySpecification", "SSESpecification", "ContributorInsightsSpecification", "KinesisStreamSpecification", "ResourcePolicy", "TableClass", "Tags", "WarmThroughput", "OnDemandThroughput"];

    public string ResourceType => "AWS::DynamoDB::Table";

    public async Task<ProvisionedResource> ApplyAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        var name = request.Name("TableName");
        request.Properties["TableName"] = name;
        WarnOfUnknown(request);

        var existing = await DescribeAsync(name, cancellationToken);
        if (existing is null)
        {
            await dynamoDb.CallAsync("CreateTable", Pick(request.Properties, CreateProperties), cancellationToken);
        }
        else if (Shape(existing) != Shape(request.Properties))
        {
            throw new LocalCloudException(
                $"Table {name} exists with other keys or indexes, and changing them would lose its data: {resetHint}");
        }

        await ApplyTimeToLiveAsync(name, request.Properties["TimeToLiveSpecification"] as JsonObject, cancellationToken);
        return new(
            name,
            new Dictionary<string, string> { ["Arn"] = request.Arn("dynamodb", $"table/{name}") },
            existing is null ? "created" : "unchanged");
    }

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

    private async Task ApplyTimeToLiveAsync(string name, JsonObject? wanted, CancellationToken cancellationToken)
    {
        var answer = await dynamoDb.CallAsync("DescribeTimeToLive", new JsonObject { ["TableName"] = name }, cancellationToken);
        var isEnabled = (string?)answer["TimeToLiveDescription"]?["TimeToLiveStatus"] is "ENABLED" or "ENABLING";
        var shouldBeEnabled = (bool?)wanted?["Enabled"] ?? false;
        if (isEnabled != shouldBeEnabled)
        {
            await dynamoDb.CallAsync(
                "UpdateTimeToLive",
                new JsonObject
                {
                    ["TableName"] = name,
                    ["TimeToLiveSpecification"] = new JsonObject
                    {
                        ["AttributeName"] = ((string?)wanted?["AttributeName"]) ?? (string?)answer["TimeToLiveDescription"]?["AttributeName"],
                        ["Enabled"] = shouldBeEnabled,
                    },
                },
                cancellationToken);
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
