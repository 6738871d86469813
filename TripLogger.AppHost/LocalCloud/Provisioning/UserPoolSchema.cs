using System.Text.Json.Nodes;

namespace TripLogger.AppHost.LocalCloud.Provisioning;

/// <summary>The attributes of a pool's users: custom ones can be added later, and none can be changed or taken away.</summary>
internal static class UserPoolSchema
{
    private const string CustomPrefix = "custom:";

    /// <summary>What makes an attribute another one.</summary>
    private static readonly string[] FixedMembers = ["AttributeDataType", "Mutable", "Required"];

    /// <summary>The custom attributes that the pool does not have yet.</summary>
    public static JsonArray Added(JsonNode pool, JsonArray wanted) =>
        [.. wanted.OfType<JsonObject>().Where(attribute => Find(pool, (string)attribute["Name"]!) is null).Select(attribute => attribute.DeepClone())];

    /// <summary>The first attribute that the pool has in another way, or that the template no longer has; <see langword="null"/> when there is none.</summary>
    public static string? Changed(JsonNode pool, JsonArray wanted) =>
        wanted.OfType<JsonObject>().Where(attribute => Differs(Find(pool, (string)attribute["Name"]!), attribute)).Select(attribute => (string?)attribute["Name"])
            .Concat(Attributes(pool).Select(attribute => (string)attribute["Name"]!).Where(name => name.StartsWith(CustomPrefix, StringComparison.Ordinal) && !IsNamed(wanted, name)))
            .FirstOrDefault();

    private static bool Differs(JsonObject? existing, JsonObject wanted) => existing is not null
        && FixedMembers.Any(member => wanted[member] is { } value && !JsonNode.DeepEquals(value, existing[member]));

    private static bool IsNamed(JsonArray wanted, string customName) =>
        wanted.Any(attribute => customName == CustomPrefix + (string?)attribute!["Name"] || customName == (string?)attribute["Name"]);

    private static JsonObject? Find(JsonNode pool, string name) =>
        Attributes(pool).FirstOrDefault(attribute => (string?)attribute["Name"] is { } own && (own == name || own == CustomPrefix + name));

    private static IEnumerable<JsonObject> Attributes(JsonNode pool) => (pool["SchemaAttributes"] as JsonArray ?? []).Select(attribute => attribute!.AsObject());
}
