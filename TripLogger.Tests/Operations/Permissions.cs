using System.Text.Json.Nodes;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.Operations;

/// <summary>What IAM would ask for: <c>action table</c> for DynamoDB, else the action.</summary>
public static class Permissions
{
    /// <summary>Those of a request to DynamoDB; a transaction needs those of its parts.</summary>
    public static IEnumerable<string> OfDynamoDb(string operation, string body)
    {
        var request = JsonNode.Parse(body)!;
        return operation switch
        {
            "TransactWriteItems" => request["TransactItems"]!.AsArray().SelectMany(item => item!.AsObject())
                .Select(part => On($"{part.Key}Item", (string)part.Value!["TableName"]!)),
            "BatchWriteItem" => request["RequestItems"]!.AsObject().Select(table => On(operation, table.Key)),
            _ => [On(operation, (string)request["TableName"]!)],
        };

        static string On(string action, string table) => $"dynamodb:{action} {table[(table.LastIndexOf('-') + 1)..]}";
    }

    /// <summary>Those of the policy in docs/operations.md.</summary>
    public static IEnumerable<string> Documented()
    {
        var text = File.ReadAllText(Path.Combine(RepositoryPaths.Root, "docs", "operations.md"));
        var marker = text.IndexOf("<!-- operations policy -->", StringComparison.Ordinal);
        var start = text.IndexOf("```json", marker, StringComparison.Ordinal) + "```json".Length;
        var policy = JsonNode.Parse(text[start..text.IndexOf("```", start, StringComparison.Ordinal)])!;
        foreach (var statement in policy["Statement"]!.AsArray())
        {
            var resource = (string)statement!["Resource"]!;
            foreach (var action in statement["Action"]!.AsArray().Select(action => (string)action!))
            {
                yield return action.StartsWith("dynamodb:", StringComparison.Ordinal)
                    ? $"{action} {resource[(resource.LastIndexOf('-') + 1)..].TrimEnd('*')}"
                    : action;
            }
        }
    }
}
