using System.Text.Json.Nodes;
using TripLogger.AppHost.LocalCloud.Templates;

namespace TripLogger.Tests.LocalCloud;

/// <summary>The local cloud reads CloudFormation's language as CloudFormation does.</summary>
public sealed class TemplateTests
{
    public static TheoryData<string, string> Functions => new()
    {
        { """ "plain" """, "\"plain\"" },
        { """ 42 """, "42" },
        { """ { "Ref": "Table" } """, "\"table-1\"" },
        { """ { "Ref": "AWS::Region" } """, "\"us-east-1\"" },
        { """ { "Ref": "Size" } """, "\"small\"" },
        { """ { "Fn::GetAtt": ["Table", "Arn"] } """, "\"arn:table-1\"" },
        { """ { "Fn::GetAtt": "Table.Arn" } """, "\"arn:table-1\"" },
        { """ { "Fn::Join": ["-", ["a", { "Ref": "Table" }, 3]] } """, "\"a-table-1-3\"" },
        { """ { "Fn::Join": [",", { "Fn::Split": ["/", "x/y"] }] } """, "\"x,y\"" },
        { """ { "Fn::Sub": "${Table}@${AWS::AccountId} ${Table.Arn} ${!literal}" } """, "\"table-1@000000000000 arn:table-1 ${literal}\"" },
        { """ { "Fn::Sub": ["${own}-${Table}", { "own": { "Ref": "AWS::StackName" } }] } """, "\"stack-table-1\"" },
        { """ { "Fn::Select": [1, ["a", "b"]] } """, "\"b\"" },
        { """ { "Fn::Select": ["0", { "Fn::Split": ["_", { "Ref": "Table" }] }] } """, "\"table-1\"" },
        { """ { "Fn::If": ["IsLocal", "yes", { "Ref": "Nowhere" }] } """, "\"yes\"" },
        { """ { "Fn::If": ["IsCloud", "yes", "no"] } """, "\"no\"" },
        { """ { "Fn::FindInMap": ["Regions", { "Ref": "AWS::Region" }, "Name"] } """, "\"Virginia\"" },
        { """ { "Fn::Base64": "hello" } """, "\"aGVsbG8=\"" },
        { """ { "a": { "Ref": "AWS::NoValue" }, "b": [{ "Ref": "AWS::NoValue" }, 1] } """, """{"b":[1]}""" },
        { """ { "kept": { "nested": { "Ref": "Table" } }, "also": true } """, """{"kept":{"nested":"table-1"},"also":true}""" },
    };

    [Theory]
    [MemberData(nameof(Functions))]
    public void A_function_gives_the_value_that_CloudFormation_gives(string expression, string expected)
    {
        var value = Given("{}").Resolve(JsonNode.Parse(expression), "here");

        Assert.Equal(expected, value?.ToJsonString(Relaxed));
    }

    [Theory]
    [InlineData("""{ "Ref": "Nowhere" }""", "here: nothing is named Nowhere.")]
    [InlineData("""{ "Ref": "NoDefault" }""", "here: parameter NoDefault has no default")]
    [InlineData("""{ "Fn::GetAtt": ["Table", "Colour"] }""", "no attribute Colour of Table")]
    [InlineData("""{ "Fn::Select": [5, ["a"]] }""", "an index within a list")]
    [InlineData("""{ "Fn::Join": "a" }""", "Fn::Join takes a delimiter and a list")]
    [InlineData("""{ "Fn::If": ["Unheard", 1, 2] }""", "Condition Unheard is not defined")]
    [InlineData("""{ "Fn::If": ["Circle", 1, 2] }""", "Condition Circle refers to itself")]
    [InlineData("""{ "Fn::ImportValue": "other" }""", "does not know the function Fn::ImportValue")]
    public void What_can_not_be_resolved_is_told_with_its_place(string expression, string expected)
    {
        var exception = Assert.Throws<TemplateException>(() => Given("{}").Resolve(JsonNode.Parse(expression), "here"));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resources_come_after_those_that_they_refer_to()
    {
        var template = Template("""
            {
              "Policy": { "Type": "T", "Properties": { "Arn": { "Fn::Sub": "${Function.Arn}/x" } } },
              "Pool": { "Type": "T", "Properties": { "Trigger": { "Fn::GetAtt": ["Function", "Arn"] } } },
              "Function": { "Type": "T", "Properties": { "Env": [{ "Fn::If": ["IsLocal", { "Ref": "Table" }, ""] }] } },
              "Table": { "Type": "T", "DependsOn": "First" },
              "First": { "Type": "T" }
            }
            """);

        var order = DependencyOrder.Of(template).Select(resource => resource.LogicalId);

        Assert.Equal(["First", "Table", "Function", "Policy", "Pool"], order);
    }

    [Fact]
    public void A_circle_of_resources_is_told_by_name()
    {
        var template = Template("""
            {
              "A": { "Type": "T", "Properties": { "B": { "Ref": "B" } } },
              "B": { "Type": "T", "DependsOn": ["A"] }
            }
            """);

        var exception = Assert.Throws<TemplateException>(() => DependencyOrder.Of(template));

        Assert.Equal("These resources wait for each other: A → B → A.", exception.Message);
    }

    [Theory]
    [InlineData("not json", "not valid JSON")]
    [InlineData("[]", "not a JSON object")]
    [InlineData("""{ "Resources": [] }""", "section Resources is not an object")]
    [InlineData("""{ "Resources": { "A": {} } }""", "Resource A has no Type")]
    public void A_file_that_is_no_template_is_told(string text, string expected)
    {
        var exception = Assert.Throws<TemplateException>(() => CloudFormationTemplate.Parse(text));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    private static readonly System.Text.Json.JsonSerializerOptions Relaxed = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static IntrinsicFunctions Given(string resources)
    {
        var scope = new TemplateScope("stack", "us-east-1", "000000000000");
        scope.Add("Table", new("table-1", new Dictionary<string, string> { ["Arn"] = "arn:table-1" }, "created"));
        return new(Template(resources), scope);
    }

    private static CloudFormationTemplate Template(string resources) => CloudFormationTemplate.Parse($$"""
        {
          "Parameters": { "Size": { "Type": "String", "Default": "small" }, "NoDefault": { "Type": "String" } },
          "Mappings": { "Regions": { "us-east-1": { "Name": "Virginia" } } },
          "Conditions": {
            "IsLocal": { "Fn::Equals": [{ "Ref": "AWS::AccountId" }, "000000000000"] },
            "IsCloud": { "Fn::And": [{ "Fn::Not": [{ "Condition": "IsLocal" }] }, { "Fn::Or": [{ "Condition": "IsLocal" }, { "Condition": "IsLocal" }] }] },
            "Circle": { "Fn::Not": [{ "Condition": "Circle" }] }
          },
          "Resources": {{resources}}
        }
        """);
}
