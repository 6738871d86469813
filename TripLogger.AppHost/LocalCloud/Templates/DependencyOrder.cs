using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace TripLogger.AppHost.LocalCloud.Templates;

/// <summary>Orders a template's resources so that each comes after those that it refers to.</summary>
public static partial class DependencyOrder
{
    /// <summary>The resources, dependencies first; the template's own order where there is a choice.</summary>
    /// <exception cref="TemplateException">Resources refer to each other in a circle, or to one that is missing.</exception>
    public static IReadOnlyList<TemplateResource> Of(CloudFormationTemplate template)
    {
        var ordered = new List<TemplateResource>();
        var done = new HashSet<string>();
        var path = new List<string>();

        foreach (var resource in template.Resources.Values)
        {
            Visit(resource);
        }

        return ordered;

        void Visit(TemplateResource resource)
        {
            if (done.Contains(resource.LogicalId))
            {
                return;
            }

            if (path.Contains(resource.LogicalId))
            {
                var circle = path.SkipWhile(id => id != resource.LogicalId).Append(resource.LogicalId);
                throw new TemplateException($"These resources wait for each other: {string.Join(" → ", circle)}.");
            }

            path.Add(resource.LogicalId);
            foreach (var id in resource.DependsOn)
            {
                Visit(template.Resources.TryGetValue(id, out var dependency)
                    ? dependency
                    : throw new TemplateException($"{resource.LogicalId} depends on {id}, which is not in the template."));
            }

            foreach (var id in References(resource.Properties))
            {
                // Parameters and pseudo parameters are no resources.
                if (template.Resources.TryGetValue(id, out var dependency))
                {
                    Visit(dependency);
                }
            }

            path.RemoveAt(path.Count - 1);
            done.Add(resource.LogicalId);
            ordered.Add(resource);
        }
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject { Count: 1 } call when call.First() is var (function, argument) && function is "Ref" or "Fn::GetAtt" or "Fn::Sub" =>
            NamesIn(function, argument),
        JsonObject members => members.SelectMany(member => References(member.Value)),
        JsonArray items => items.SelectMany(References),
        _ => [],
    };

    private static IEnumerable<string> NamesIn(string function, JsonNode? argument)
    {
        var first = argument is JsonArray list ? list.FirstOrDefault() : argument;
        var text = first is JsonValue value && value.GetValueKind() is JsonValueKind.String ? (string)value! : "";
        var names = function == "Fn::Sub"
            ? SubVariable().Matches(text).Select(match => match.Groups["name"].Value)
            : [text.Split('.')[0]];
        return argument is JsonArray { Count: > 1 } rest ? names.Concat(rest.Skip(1).SelectMany(References)) : names;
    }

    [GeneratedRegex(@"\$\{(?<name>[^}.!]+)[^}]*\}")]
    private static partial Regex SubVariable();
}
