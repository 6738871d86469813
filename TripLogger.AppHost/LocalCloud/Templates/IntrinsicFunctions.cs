using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace TripLogger.AppHost.LocalCloud.Templates;

/// <summary>
/// Replaces CloudFormation's intrinsic functions by their values.
/// See <see href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html">the reference</see>.
/// </summary>
/// <param name="template">Gives conditions, mappings and parameters.</param>
/// <param name="scope">Gives what names stand for.</param>
public sealed partial class IntrinsicFunctions(CloudFormationTemplate template, TemplateScope scope)
{
    private readonly Dictionary<string, bool> _conditions = [];
    private readonly HashSet<string> _conditionsBeingEvaluated = [];

    /// <summary>Whether the condition holds; no condition always does.</summary>
    public bool Holds(string? condition)
    {
        if (condition is null)
        {
            return true;
        }

        if (_conditions.TryGetValue(condition, out var known))
        {
            return known;
        }

        if (template.Conditions[condition] is not { } expression)
        {
            throw new TemplateException($"Condition {condition} is not defined.");
        }

        if (!_conditionsBeingEvaluated.Add(condition))
        {
            throw new TemplateException($"Condition {condition} refers to itself.");
        }

        var value = Boolean(expression, $"Condition {condition}");
        _conditionsBeingEvaluated.Remove(condition);
        return _conditions[condition] = value;
    }

    /// <summary>Resolves an object's properties, leaving out those that became <c>AWS::NoValue</c>.</summary>
    public JsonObject Resolve(JsonObject properties, string where) =>
        (JsonObject)Resolve((JsonNode)properties, where)!;

    /// <summary>Resolves a value; <see langword="null"/> is <c>AWS::NoValue</c>.</summary>
    /// <param name="node">The value with functions in it; it is not changed.</param>
    /// <param name="where">The place, named in errors.</param>
    /// <exception cref="TemplateException">A name is unknown or a function is used wrongly.</exception>
    public JsonNode? Resolve(JsonNode? node, string where) => node switch
    {
        JsonObject { Count: 1 } single when IsFunction(single.First().Key) => Call(single.First().Key, single.First().Value, where),
        JsonObject several => ResolveMembers(several, where),
        JsonArray array => new JsonArray([.. array.Select(item => Resolve(item, where)).Where(item => item is not null)]),
        null => null,
        _ => node.DeepClone(),
    };

    /// <summary>Resolves a value that must be text.</summary>
    public string Text(JsonNode? node, string where) => Scalar(Resolve(node, where), where);

    private static bool IsFunction(string name) =>
        name is "Ref" or "Condition" || name.StartsWith("Fn::", StringComparison.Ordinal);

    private JsonObject ResolveMembers(JsonObject members, string where)
    {
        var resolved = new JsonObject();
        foreach (var (name, value) in members)
        {
            if (Resolve(value, $"{where}.{name}") is { } present)
            {
                resolved[name] = present;
            }
        }

        return resolved;
    }

    private JsonNode? Call(string function, JsonNode? argument, string where) => function switch
    {
        "Ref" => Ref(Literal(argument, function, where), where),
        "Fn::GetAtt" => GetAtt(argument, where),
        "Fn::Join" => Join(argument, where),
        "Fn::Sub" => Sub(argument, where),
        "Fn::Select" => Select(argument, where),
        "Fn::Split" => Split(argument, where),
        "Fn::If" => If(argument, where),
        "Fn::FindInMap" => FindInMap(argument, where),
        "Fn::Base64" => Convert.ToBase64String(Encoding.UTF8.GetBytes(Text(argument, where))),
        "Condition" => Holds(Literal(argument, function, where)),
        "Fn::Equals" or "Fn::And" or "Fn::Or" or "Fn::Not" => Boolean(new JsonObject { [function] = argument?.DeepClone() }, where),
        _ => throw new TemplateException($"{where}: the local cloud does not know the function {function}."),
    };

    private JsonNode? Ref(string name, string where)
    {
        if (name == "AWS::NoValue")
        {
            return null;
        }

        if (scope.PseudoParameters.TryGetValue(name, out var pseudo))
        {
            return pseudo;
        }

        if (scope.TryGet(name, out var resource))
        {
            return resource.PhysicalId;
        }

        if (template.Parameters[name] is JsonObject parameter)
        {
            return parameter["Default"]?.DeepClone()
                ?? throw new TemplateException($"{where}: parameter {name} has no default, and the local cloud passes no values.");
        }

        throw new TemplateException($"{where}: nothing is named {name}.");
    }

    private JsonNode GetAtt(JsonNode? argument, string where)
    {
        var (name, attribute) = argument switch
        {
            JsonArray { Count: 2 } pair => (Literal(pair[0], "Fn::GetAtt", where), Text(pair[1], where)),
            JsonValue value when value.GetValueKind() is JsonValueKind.String && ((string)value!).Split('.', 2) is [var first, var second] => (first, second),
            _ => throw Misuse("Fn::GetAtt", "a resource and an attribute", where),
        };
        return Attribute(name, attribute, where);
    }

    private string Attribute(string name, string attribute, string where)
    {
        if (!scope.TryGet(name, out var resource))
        {
            throw new TemplateException($"{where}: nothing is named {name}.");
        }

        return resource.Attributes.TryGetValue(attribute, out var value)
            ? value
            : throw new TemplateException($"{where}: the local cloud knows no attribute {attribute} of {name}.");
    }

    private JsonNode Join(JsonNode? argument, string where)
    {
        if (argument is not JsonArray { Count: 2 } pair || Resolve(pair[1], where) is not JsonArray parts)
        {
            throw Misuse("Fn::Join", "a delimiter and a list", where);
        }

        return string.Join(Literal(pair[0], "Fn::Join", where), parts.Select(part => Scalar(part, where)));
    }

    private JsonNode Sub(JsonNode? argument, string where)
    {
        var (text, variables) = argument switch
        {
            JsonArray { Count: 2 } pair when pair[1] is JsonObject own => (Literal(pair[0], "Fn::Sub", where), ResolveMembers(own, where)),
            JsonValue => (Literal(argument, "Fn::Sub", where), []),
            _ => throw Misuse("Fn::Sub", "a text, or a text and its variables", where),
        };
        return SubVariable().Replace(text, match =>
        {
            var name = match.Groups["name"].Value;
            return name switch
            {
                ['!', .. var literal] => $"${{{literal}}}",
                _ when variables[name] is { } own => Scalar(own, where),
                _ when !name.StartsWith("AWS::", StringComparison.Ordinal) && name.Split('.', 2) is [var resource, var attribute] => Attribute(resource, attribute, where),
                _ => Scalar(Ref(name, where), where),
            };
        });
    }

    private JsonNode? Select(JsonNode? argument, string where)
    {
        if (argument is not JsonArray { Count: 2 } pair
            || !int.TryParse(Text(pair[0], where), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            || Resolve(pair[1], where) is not JsonArray list
            || index >= list.Count)
        {
            throw Misuse("Fn::Select", "an index within a list", where);
        }

        return list[index]?.DeepClone();
    }

    private JsonArray Split(JsonNode? argument, string where) => argument is JsonArray { Count: 2 } pair
        ? new JsonArray([.. Text(pair[1], where).Split(Literal(pair[0], "Fn::Split", where)).Select(part => JsonValue.Create(part))])
        : throw Misuse("Fn::Split", "a delimiter and a text", where);

    private JsonNode? If(JsonNode? argument, string where) => argument is JsonArray { Count: 3 } triple
        ? Resolve(Holds(Literal(triple[0], "Fn::If", where)) ? triple[1] : triple[2], where)
        : throw Misuse("Fn::If", "a condition and two values", where);

    private JsonNode FindInMap(JsonNode? argument, string where)
    {
        if (argument is not JsonArray { Count: >= 3 } keys)
        {
            throw Misuse("Fn::FindInMap", "a map and two keys", where);
        }

        var path = keys.Take(3).Select(key => Text(key, where)).ToArray();
        return template.Mappings[path[0]]?[path[1]]?[path[2]]?.DeepClone()
            ?? throw new TemplateException($"{where}: mapping {string.Join('/', path)} is not defined.");
    }

    private bool Boolean(JsonNode? expression, string where)
    {
        if (expression is not JsonObject { Count: 1 } call)
        {
            return Resolve(expression, where) is { } value && bool.TryParse(Scalar(value, where), out var parsed)
                ? parsed
                : throw new TemplateException($"{where}: expected a condition.");
        }

        var (function, argument) = (call.First().Key, call.First().Value);
        var operands = argument as JsonArray ?? [];
        return function switch
        {
            "Condition" => Holds(Literal(argument, function, where)),
            "Fn::Equals" when operands.Count == 2 => Text(operands[0], where) == Text(operands[1], where),
            "Fn::And" => operands.All(operand => Boolean(operand, where)),
            "Fn::Or" => operands.Any(operand => Boolean(operand, where)),
            "Fn::Not" when operands.Count == 1 => !Boolean(operands[0], where),
            _ => throw new TemplateException($"{where}: {function} is no condition."),
        };
    }

    private static string Literal(JsonNode? node, string function, string where) =>
        node is JsonValue value && value.GetValueKind() is JsonValueKind.String
            ? (string)value!
            : throw new TemplateException($"{where}: {function} takes a literal text.");

    private static string Scalar(JsonNode? node, string where) => node is JsonValue value
        ? value.GetValueKind() is JsonValueKind.String ? (string)value! : value.ToJsonString()
        : throw new TemplateException($"{where}: expected a single value.");

    private static TemplateException Misuse(string function, string takes, string where) =>
        new($"{where}: {function} takes {takes}.");

    [GeneratedRegex(@"\$\{(?<name>[^}]+)\}")]
    private static partial Regex SubVariable();
}
