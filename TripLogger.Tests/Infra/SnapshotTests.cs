using System.Text.Json;
using System.Text.Json.Nodes;
using TripLogger.Infra;

namespace TripLogger.Tests.Infra;

/// <summary>
/// Every template as it was last reviewed. After an intended change write them anew and read the difference before committing it:
/// <c>UPDATE_SNAPSHOTS=1 dotnet test --project TripLogger.Tests -- --filter-class '*SnapshotTests'</c>.
/// </summary>
public sealed class SnapshotTests(Stacks stacks)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Theory]
    [InlineData("develop", DeploymentEnvironment.Develop)]
    [InlineData("staging", DeploymentEnvironment.Staging)]
    [InlineData("production", DeploymentEnvironment.Production)]
    public void A_template_is_what_was_reviewed(string name, DeploymentEnvironment environment)
    {
        Compare(name, stacks[environment]);
        Compare($"{name}-api", stacks.Api(environment));
    }

    [Fact]
    public void So_is_production_with_everything_switched_on()
    {
        Compare("everything", stacks[Stacks.Everything]);
        Compare("everything-api", stacks.Api(Stacks.Everything));
    }

    private static void Compare(string name, Template template)
    {
        var file = Path.Combine(RepositoryRoot.Find(), "TripLogger.Tests", "Infra", "Snapshots", $"{name}.json");
        var actual = Normalize(template).ToJsonString(Indented) + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(file, actual);
            return;
        }

        var reviewed = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
        var (was, now) = (reviewed.Split('\n'), actual.Split('\n'));
        var line = Enumerable.Range(0, Math.Max(was.Length, now.Length)).FirstOrDefault(index => was.ElementAtOrDefault(index) != now.ElementAtOrDefault(index), -1);
        Assert.True(
            line < 0,
            $"Snapshots/{name}.json differs from line {line + 1} on.\nreviewed: {was.ElementAtOrDefault(line)}\nnow:      {now.ElementAtOrDefault(line)}\n" +
            "If that is intended: UPDATE_SNAPSHOTS=1 dotnet test --project TripLogger.Tests -- --filter-class '*SnapshotTests', then read git diff.");
    }

    /// <summary>Without what every version of the CDK writes otherwise, and in one order.</summary>
    private static JsonObject Normalize(Template template)
    {
        var root = template.Root.DeepClone().AsObject();
        // The bootstrap's version is checked by the CLI.
        root.Remove("Rules");
        root["Parameters"]?.AsObject().Remove("BootstrapVersion");
        foreach (var (_, resource) in root["Resources"]!.AsObject())
        {
            resource!.AsObject().Remove("Metadata");
            if (resource["Type"]!.GetValue<string>() == "AWS::Lambda::Function")
            {
                // A placeholder here, a hash of the package when deployed.
                resource["Properties"]!.AsObject().Remove("Code");
            }
        }

        return Sort(root).AsObject();
    }

    /// <summary>What is the default, and written by newer versions only.</summary>
    private static bool IsDefault(KeyValuePair<string, JsonNode?> member) =>
        member is { Key: "ReturnData", Value: JsonValue value } && value.GetValueKind() is JsonValueKind.True;

    /// <summary>The order of statements is the version's own, and so are the numbers that it gives them.</summary>
    private static JsonArray Statements(JsonArray statements)
    {
        var sorted = statements.Select(statement => Sort(statement!).AsObject()).ToArray();
        foreach (var statement in sorted.Where(statement => int.TryParse((string?)statement["Sid"], out _)))
        {
            statement.Remove("Sid");
        }

        return new JsonArray([.. sorted.OrderBy(statement => statement.ToJsonString(), StringComparer.Ordinal)]);
    }

    private static JsonNode Sort(JsonNode node) => node switch
    {
        JsonObject members => new JsonObject(members.Where(member => !IsDefault(member)).OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => KeyValuePair.Create(member.Key, member switch
            {
                { Value: null } => null,
                { Key: "Statement", Value: JsonArray statements } => Statements(statements),
                _ => Sort(member.Value),
            }))),
        JsonArray items => new JsonArray([.. items.Select(item => item is null ? null : Sort(item))]),
        _ => node.DeepClone(),
    };
}
