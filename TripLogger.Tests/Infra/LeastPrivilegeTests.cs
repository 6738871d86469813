using System.Text.Json.Nodes;
using TripLogger.Infra;

namespace TripLogger.Tests.Infra;

public sealed class LeastPrivilegeTests(Stacks stacks)
{
    /// <summary>The wildcards that AWS demands, each with its reason.</summary>
    private static readonly Dictionary<string, string> Wildcards = new()
    {
        ["xray:PutTelemetryRecords"] = "X-Ray knows no resource to name.",
        ["xray:PutTraceSegments"] = "X-Ray knows no resource to name.",
    };

    public static TheoryData<DeploymentEnvironment> Environments => [.. Enum.GetValues<DeploymentEnvironment>()];

    [Theory]
    [MemberData(nameof(Environments))]
    public void No_permission_has_a_wildcard_that_AWS_does_not_demand(DeploymentEnvironment environment) =>
        Assert.All(Statements(stacks[environment], stacks.Api(environment)), AssertNoWildcard);

    [Fact]
    public void Nor_when_everything_is_switched_on() =>
        Assert.All(Statements(stacks[Stacks.Everything], stacks.Api(Stacks.Everything)), AssertNoWildcard);

    [Fact]
    public void The_API_may_send_the_requests_that_it_makes_to_its_tables_and_no_others()
    {
        var allowed = Statements(stacks.DevelopApi)
            .SelectMany(statement =>
                from action in Texts(statement["Action"]).Where(action => action.StartsWith("dynamodb:", StringComparison.Ordinal))
                from resource in statement["Resource"] as JsonArray ?? [statement["Resource"]!.DeepClone()]
                select $"{action["dynamodb:".Length..]} {Target(resource)}");

        Assert.Equal(
            [
                "BatchGetItem TripTable", "BatchGetItem UserTable", "BatchWriteItem TripTable", "ConditionCheckItem UserTable", "DeleteItem TripTable", "GetItem UserTable",
                "PutItem ClosingTable", "PutItem TripTable", "PutItem UserTable", "Query TripTable", "Query TripTable/index/ByStart", "Query TripTable/index/PublicTrips",
                "UpdateItem TripTable", "UpdateItem UserTable",
            ],
            allowed.Order(StringComparer.Ordinal));

        static string Target(JsonNode resource) => resource["Fn::Join"]![1]!.AsArray()[^1]!.GetValue<string>()[":table/triplogger-develop-".Length..];
    }

    private static void AssertNoWildcard(JsonObject statement)
    {
        var actions = Texts(statement["Action"]);
        Assert.All(actions, action => Assert.False(action.Contains('*', StringComparison.Ordinal), $"{action}: name the actions."));
        // What ends with a star after an id of ours is still within it; resources here are exact all the same.
        if (statement["Resource"] is { } resource && resource.ToJsonString().Contains('*', StringComparison.Ordinal))
        {
            Assert.All(actions, action => Assert.True(Wildcards.ContainsKey(action), $"{action} on {resource.ToJsonString()}: name the resource, or add the action and AWS's reason to {nameof(Wildcards)}."));
        }
    }

    private static IEnumerable<JsonObject> Statements(params Template[] templates) =>
        from template in templates
        from policy in template.Resources().Where(resource => resource.Type is "AWS::IAM::Policy" or "AWS::IAM::ManagedPolicy" or "AWS::SNS::TopicPolicy").Select(resource => resource["PolicyDocument"])
            .Concat(template.Resources("AWS::IAM::Role").SelectMany(role => (role["Policies"]?.AsArray() ?? []).Select(inline => inline!["PolicyDocument"]).Append(role["AssumeRolePolicyDocument"])))
        from statement in policy!["Statement"]!.AsArray()
        where statement!["Effect"]!.GetValue<string>() == "Allow"
        select statement.AsObject();

    private static string[] Texts(JsonNode? node) => node is JsonArray array ? [.. array.Select(text => text!.GetValue<string>())] : [node!.GetValue<string>()];
}
