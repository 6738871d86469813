using System.Text.Json.Nodes;
using TripLogger.AppHost.LocalCloud.Emulators;

namespace TripLogger.AppHost.LocalCloud.Provisioning;

/// <summary>What a table can be told at any time: how it is paid, its stream, its protection, and when items expire.</summary>
internal sealed class TableSettings(AwsJsonClient dynamoDb)
{
    /// <summary>Applies what differs. A table without <paramref name="existing"/> description has just been created as wanted.</summary>
    public async Task ApplyAsync(string table, JsonObject? existing, JsonObject wanted, CancellationToken cancellationToken)
    {
        // DynamoDB takes one kind of change at a time.
        foreach (var change in existing is null ? [] : Changes(existing, wanted))
        {
            change["TableName"] = table;
            await dynamoDb.CallAsync("UpdateTable", change, cancellationToken);
        }

        await ApplyTimeToLiveAsync(table, wanted["TimeToLiveSpecification"] as JsonObject, cancellationToken);
    }

    /// <summary>CloudFormation says by its presence alone that there is a stream, the service by a switch.</summary>
    public static JsonObject StreamOf(JsonObject wanted) => wanted["StreamSpecification"]?["StreamViewType"] is { } view
        ? new() { ["StreamEnabled"] = true, ["StreamViewType"] = view.DeepClone() }
        : new() { ["StreamEnabled"] = false };

    private static IEnumerable<JsonObject> Changes(JsonObject existing, JsonObject wanted)
    {
        if (Protected(existing) != Protected(wanted))
        {
            yield return new() { ["DeletionProtectionEnabled"] = Protected(wanted) };
        }

        var mode = (string?)wanted["BillingMode"] ?? "PROVISIONED";
        if (mode != ((string?)existing["BillingModeSummary"]?["BillingMode"] ?? "PROVISIONED")
            || (mode == "PROVISIONED" && Throughput(existing) != Throughput(wanted)))
        {
            yield return Billing(mode, wanted);
        }

        var stream = StreamOf(wanted);
        var existingView = (string?)existing["StreamSpecification"]?["StreamViewType"];
        if (existingView != (string?)stream["StreamViewType"])
        {
            // Another view is another stream.
            if (existingView is not null && (bool)stream["StreamEnabled"]!)
            {
                yield return new() { ["StreamSpecification"] = new JsonObject { ["StreamEnabled"] = false } };
            }

            yield return new() { ["StreamSpecification"] = stream };
        }
    }

    private static bool Protected(JsonObject table) => (bool?)table["DeletionProtectionEnabled"] ?? false;

    private static (string?, string?) Throughput(JsonObject table) =>
        (table["ProvisionedThroughput"]?["ReadCapacityUnits"]?.ToString(), table["ProvisionedThroughput"]?["WriteCapacityUnits"]?.ToString());

    private static JsonObject Billing(string mode, JsonObject wanted)
    {
        var change = new JsonObject { ["BillingMode"] = mode };
        if (mode == "PROVISIONED")
        {
            change["ProvisionedThroughput"] = wanted["ProvisionedThroughput"]?.DeepClone();
            var indexes = (wanted["GlobalSecondaryIndexes"] as JsonArray ?? []).Select(index => (JsonNode)new JsonObject
            {
                ["Update"] = new JsonObject
                {
                    ["IndexName"] = index!["IndexName"]?.DeepClone(),
                    ["ProvisionedThroughput"] = index["ProvisionedThroughput"]?.DeepClone(),
                },
            }).ToArray();
            if (indexes.Length > 0)
            {
                change["GlobalSecondaryIndexUpdates"] = new JsonArray(indexes);
            }
        }

        return change;
    }

    private async Task ApplyTimeToLiveAsync(string table, JsonObject? wanted, CancellationToken cancellationToken)
    {
        var answer = await dynamoDb.CallAsync("DescribeTimeToLive", new JsonObject { ["TableName"] = table }, cancellationToken);
        var status = (string?)answer["TimeToLiveDescription"]?["TimeToLiveStatus"];
        var existing = status is "ENABLED" or "ENABLING" ? (string?)answer["TimeToLiveDescription"]?["AttributeName"] : null;
        var attribute = (bool?)wanted?["Enabled"] is true ? (string?)wanted["AttributeName"] : null;
        if (existing == attribute)
        {
            return;
        }

        // Another attribute is told after the one that was is forgotten.
        if (existing is not null)
        {
            await SetTimeToLiveAsync(table, existing, enabled: false, cancellationToken);
        }

        if (attribute is not null)
        {
            await SetTimeToLiveAsync(table, attribute, enabled: true, cancellationToken);
        }
    }

    private Task<JsonObject> SetTimeToLiveAsync(string table, string attribute, bool enabled, CancellationToken cancellationToken) => dynamoDb.CallAsync(
        "UpdateTimeToLive",
        new JsonObject
        {
            ["TableName"] = table,
            ["TimeToLiveSpecification"] = new JsonObject { ["AttributeName"] = attribute, ["Enabled"] = enabled },
        },
        cancellationToken);
}
