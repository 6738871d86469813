using System.Text.Json.Nodes;
using TripLogger.Infra;

namespace TripLogger.Tests.Infra;

/// <summary>
/// The rules of cdk-nag's <see href="https://github.com/cdklabs/cdk-nag/blob/main/RULES.md">AwsSolutions pack</see> that speak of what
/// these stacks have, as they come out with everything switched on, and the exceptions with their reasons.
/// </summary>
public sealed class AwsSolutionsTests(Stacks stacks)
{
    /// <summary>Rules that are broken on purpose: why, and by what.</summary>
    private static readonly Dictionary<string, (string Reason, Func<Stacks, bool> IsBroken)> Exceptions = new()
    {
        ["APIG4"] = (
            "/api/public and the page are for everybody; every other path is checked by the API itself, too.",
            stacks => stacks.Api(Stacks.Everything).Resources("AWS::ApiGatewayV2::Route").Any(route => Text(route["AuthorizationType"]) == "NONE")),
        ["COG2"] = (
            "A second factor is each traveller's own choice: the account holds trips, not money.",
            stacks => Text(stacks[DeploymentEnvironment.Production].Only("AWS::Cognito::UserPool")["MfaConfiguration"]) != "ON"),
        ["COG7"] = (
            "Guests get an identity whose role grants nothing.",
            stacks => stacks[Stacks.Everything].Only("AWS::Cognito::IdentityPool")["AllowUnauthenticatedIdentities"]!.GetValue<bool>()),
        ["COG8"] = (
            "The plus plan costs per user: it is switched on by context (threatProtection).",
            stacks => Text(stacks[DeploymentEnvironment.Production].Only("AWS::Cognito::UserPool")["UserPoolTier"]) != "PLUS"),
        ["DDB3"] = (
            "Only develop has no point-in-time recovery: its data is disposable.",
            stacks => stacks.Develop.Resources("AWS::DynamoDB::Table").Any(table => table["PointInTimeRecoverySpecification"]?["PointInTimeRecoveryEnabled"]?.GetValue<bool>() is not true)),
        ["IAM5"] = (
            "X-Ray's two actions know no resource: LeastPrivilegeTests.",
            stacks => stacks.Api(Stacks.Everything).Resources("AWS::IAM::Policy").Any(policy => policy["PolicyDocument"]!.ToJsonString().Contains("\"Resource\":\"*\"", StringComparison.Ordinal))),
    };

    public static TheoryData<string> ExceptionNames => [.. Exceptions.Keys];

    [Theory]
    [MemberData(nameof(ExceptionNames))]
    public void An_exception_is_made_for_a_rule_that_is_broken(string rule) =>
        Assert.True(Exceptions[rule].IsBroken(stacks), $"{rule} is kept now: make no exception for it ({Exceptions[rule].Reason})");

    [Fact]
    public void APIG1_The_API_has_an_access_log() =>
        Assert.NotNull(stacks.Api(Stacks.Everything).Only("AWS::ApiGatewayV2::Stage")["AccessLogSettings"]?["DestinationArn"]);

    [Fact]
    public void APIG4_Routes_without_authorization_are_the_two_that_are_meant_to_be_public() =>
        Assert.Equal(
            ["$default", "ANY /api/public/{proxy+}"],
            stacks.Api(Stacks.Everything).Resources("AWS::ApiGatewayV2::Route").Where(route => route["AuthorizationType"]!.GetValue<string>() == "NONE").Select(route => route["RouteKey"]!.GetValue<string>()).Order(StringComparer.Ordinal));

    [Fact]
    public void COG1_Passwords_are_long_and_of_all_kinds()
    {
        var policy = stacks[Stacks.Everything].Only("AWS::Cognito::UserPool")["Policies"]!["PasswordPolicy"]!;

        Assert.True(policy["MinimumLength"]!.GetValue<int>() >= 8);
        string[] kinds = ["RequireUppercase", "RequireLowercase", "RequireNumbers", "RequireSymbols"];
        Assert.All(kinds, kind => Assert.True(policy[kind]!.GetValue<bool>()));
    }

    [Fact]
    public void COG8_The_pool_is_on_the_plus_plan_where_threat_protection_is_asked_for() =>
        JsonAssert.Equal("\"PLUS\"", stacks[Stacks.Everything].Only("AWS::Cognito::UserPool")["UserPoolTier"]);

    [Fact]
    public void COG7_Guests_may_do_nothing()
    {
        var template = stacks[Stacks.Everything];
        var guest = template.Only("AWS::Cognito::IdentityPoolRoleAttachment")["Roles"]!["unauthenticated"]!["Fn::GetAtt"]![0]!.GetValue<string>();

        Assert.DoesNotContain(template.Resources("AWS::IAM::Policy"), policy => policy["Roles"]!.ToJsonString().Contains(guest, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(DeploymentEnvironment.Staging)]
    [InlineData(DeploymentEnvironment.Production)]
    public void DDB3_Tables_can_be_restored_to_any_point_in_time(DeploymentEnvironment environment) =>
        Assert.All(stacks[environment].Resources("AWS::DynamoDB::Table"), table => Assert.True(table["PointInTimeRecoverySpecification"]!["PointInTimeRecoveryEnabled"]!.GetValue<bool>()));

    [Fact]
    public void IAM4_No_role_uses_a_managed_policy_of_AWS() =>
        Assert.All(
            stacks[Stacks.Everything].Resources("AWS::IAM::Role").Concat(stacks.Api(Stacks.Everything).Resources("AWS::IAM::Role")),
            role => Assert.Null(role["ManagedPolicyArns"]));

    [Fact]
    public void L1_Functions_use_the_newest_runtime() =>
        Assert.All(
            new[] { stacks.Develop, stacks.DevelopApi }.Select(template => template.Only("AWS::Lambda::Function")),
            function => JsonAssert.Equal("\"dotnet10\"", function["Runtime"]));

    [Fact]
    public void SNS3_The_topic_takes_messages_over_TLS_only() =>
        Assert.Contains("""{"Bool":{"aws:SecureTransport":"false"}}""", stacks[Stacks.Everything].Only("AWS::SNS::TopicPolicy")["PolicyDocument"]!.ToJsonString(), StringComparison.Ordinal);

    /// <summary>A resource of a kind that the pack has rules for, and that this class does not know, needs a look at the pack.</summary>
    [Fact]
    public void Every_kind_of_resource_was_looked_at()
    {
        string[] known =
        [
            "AWS::ApiGatewayV2::Api", "AWS::ApiGatewayV2::ApiMapping", "AWS::ApiGatewayV2::Authorizer", "AWS::ApiGatewayV2::DomainName", "AWS::ApiGatewayV2::Integration",
            "AWS::ApiGatewayV2::Route", "AWS::ApiGatewayV2::Stage", "AWS::CloudWatch::Alarm", "AWS::Cognito::IdentityPool", "AWS::Cognito::IdentityPoolRoleAttachment",
            "AWS::Cognito::UserPool", "AWS::Cognito::UserPoolClient", "AWS::Cognito::UserPoolDomain", "AWS::Cognito::UserPoolIdentityProvider", "AWS::DynamoDB::Table",
            "AWS::IAM::Policy", "AWS::IAM::Role", "AWS::Lambda::Function", "AWS::Lambda::Permission", "AWS::Logs::LogGroup", "AWS::SNS::Subscription", "AWS::SNS::Topic",
            "AWS::SNS::TopicPolicy", "AWS::SSM::Parameter", "AWS::WAFv2::WebACL", "AWS::WAFv2::WebACLAssociation",
        ];

        Assert.Equal(known, stacks[Stacks.Everything].Resources().Concat(stacks.Api(Stacks.Everything).Resources()).Select(resource => resource.Type).Distinct().Order(StringComparer.Ordinal));
    }

    private static string? Text(JsonNode? value) => value?.GetValue<string>();
}
