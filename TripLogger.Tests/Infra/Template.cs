using System.Text.Json;
using System.Text.Json.Nodes;

namespace TripLogger.Tests.Infra;

/// <summary>A synthesized CloudFormation template.</summary>
public sealed class Template(JsonObject root)
{
    public JsonObject Root => root;

    public JsonObject Outputs => root[nameof(Outputs)]!.AsObject();

    public static Template Load(string path) => new(JsonNode.Parse(File.ReadAllText(path))!.AsObject());

    public IReadOnlyList<Resource> Resources() =>
        [.. root["Resources"]!.AsObject().Select(resource => new Resource(resource.Key, resource.Value!.AsObject()))];

    public IReadOnlyList<Resource> Resources(string type) => [.. Resources().Where(resource => resource.Type == type)];

    public Resource Only(string type) => Assert.Single(Resources(type));

    public Resource Table(string key) =>
        Assert.Single(Resources("AWS::DynamoDB::Table"), table => table["KeySchema"]![0]!["AttributeName"]!.GetValue<string>() == key);
}

/// <summary>A resource of a template; the indexer reads its properties.</summary>
public sealed record Resource(string LogicalId, JsonObject Body)
{
    public string Type => Body[nameof(Type)]!.GetValue<string>();

    public JsonNode? this[string property] => Body[nameof(Properties)]?[property];

    public string? Attribute(string name) => Body[name]?.GetValue<string>();

    /// <summary>The names of its own properties.</summary>
    public IEnumerable<string> Properties => Body[nameof(Properties)]!.AsObject().Select(property => property.Key);
}

/// <summary>Facts about pieces of JSON.</summary>
public static class JsonAssert
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>The same JSON, whatever its layout and the order of its members.</summary>
    public static void Equal(string expected, JsonNode? actual)
    {
        var node = JsonNode.Parse(expected);
        Assert.True(JsonNode.DeepEquals(node, actual), $"Expected {node?.ToJsonString(Indented)}\nbut the template has {actual?.ToJsonString(Indented) ?? "nothing"}");
    }
}
