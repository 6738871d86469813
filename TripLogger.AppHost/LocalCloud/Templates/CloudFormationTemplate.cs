using System.Text.Json.Nodes;

namespace TripLogger.AppHost.LocalCloud.Templates;

/// <summary>
/// A synthesized CloudFormation template, as far as provisioning needs it.
/// See <see href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html">Template sections</see>.
/// </summary>
public sealed class CloudFormationTemplate
{
    private CloudFormationTemplate(JsonObject document)
    {
        Resources = Section(document, "Resources").ToDictionary(
            entry => entry.Key,
            entry => TemplateResource.Parse(entry.Key, entry.Value));
        Outputs = Section(document, "Outputs").ToDictionary(
            entry => entry.Key,
            entry => TemplateOutput.Parse(entry.Key, entry.Value));
        Conditions = Section(document, "Conditions");
        Mappings = Section(document, "Mappings");
        Parameters = Section(document, "Parameters");
    }

    /// <summary>Resources by logical id.</summary>
    public IReadOnlyDictionary<string, TemplateResource> Resources { get; }

    /// <summary>Outputs by name.</summary>
    public IReadOnlyDictionary<string, TemplateOutput> Outputs { get; }

    internal JsonObject Conditions { get; }

    internal JsonObject Mappings { get; }

    internal JsonObject Parameters { get; }

    /// <summary>Reads a template.</summary>
    /// <exception cref="TemplateException">The text is not a CloudFormation template in JSON.</exception>
    public static CloudFormationTemplate Parse(string json)
    {
        try
        {
            return JsonNode.Parse(json) is JsonObject document
                ? new CloudFormationTemplate(document)
                : throw new TemplateException("The template is not a JSON object.");
        }
        catch (System.Text.Json.JsonException exception)
        {
            throw new TemplateException($"The template is not valid JSON: {exception.Message}", exception);
        }
    }

    private static JsonObject Section(JsonObject document, string name) => document[name] switch
    {
        null => [],
        JsonObject section => section,
        _ => throw new TemplateException($"The template's section {name} is not an object."),
    };
}

/// <summary>One resource of a template, its properties not yet resolved.</summary>
/// <param name="LogicalId">The resource's name within the template.</param>
/// <param name="Type">For example <c>AWS::DynamoDB::Table</c>.</param>
/// <param name="Properties">Properties with intrinsic functions still in them.</param>
/// <param name="DependsOn">Logical ids that must exist before this one.</param>
/// <param name="Condition">Name of the condition under which the resource exists, if any.</param>
public sealed record TemplateResource(
    string LogicalId,
    string Type,
    JsonObject Properties,
    IReadOnlyList<string> DependsOn,
    string? Condition)
{
    internal static TemplateResource Parse(string logicalId, JsonNode? node)
    {
        if (node is not JsonObject resource || (string?)resource["Type"] is not { } type)
        {
            throw new TemplateException($"Resource {logicalId} has no Type.");
        }

        IReadOnlyList<string> dependsOn = resource["DependsOn"] switch
        {
            null => [],
            JsonArray several => [.. several.Select(item => (string)item!)],
            var one => [(string)one!],
        };
        return new(logicalId, type, resource["Properties"] as JsonObject ?? [], dependsOn, (string?)resource["Condition"]);
    }
}

/// <summary>One output of a template, its value not yet resolved.</summary>
/// <param name="Value">The value with intrinsic functions still in it.</param>
/// <param name="Condition">Name of the condition under which the output exists, if any.</param>
public sealed record TemplateOutput(JsonNode? Value, string? Condition)
{
    internal static TemplateOutput Parse(string name, JsonNode? node) => node is JsonObject output
        ? new(output["Value"], (string?)output["Condition"])
        : throw new TemplateException($"Output {name} is not an object.");
}

/// <summary>A template that can't be applied; the message names the place and the cause.</summary>
public sealed class TemplateException : Exception
{
    /// <summary>Creates the exception.</summary>
    public TemplateException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    public TemplateException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
