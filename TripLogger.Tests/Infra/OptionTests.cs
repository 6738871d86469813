using TripLogger.Infra;

namespace TripLogger.Tests.Infra;

/// <summary>What context switches on, and what stays off, and costs nothing, without it.</summary>
public sealed class OptionTests(Stacks stacks)
{
    [Theory]
    [InlineData(DeploymentEnvironment.Develop)]
    [InlineData(DeploymentEnvironment.Production)]
    public void Nothing_that_costs_a_monthly_fee_is_there_unasked(DeploymentEnvironment environment)
    {
        var template = stacks[environment];
        var pool = template.Only("AWS::Cognito::UserPool");

        Assert.Empty(template.Resources("AWS::WAFv2::WebACL"));
        Assert.Empty(template.Resources("AWS::SNS::Topic"));
        Assert.Null(pool["UserPoolAddOns"]);
        Assert.Null(pool["EmailConfiguration"]);
        JsonAssert.Equal("\"ESSENTIALS\"", pool["UserPoolTier"]);
    }

    [Fact]
    public void Threat_protection_acts_and_brings_the_plan_that_has_it()
    {
        var pool = stacks[Stacks.Everything].Only("AWS::Cognito::UserPool");

        JsonAssert.Equal("\"PLUS\"", pool["UserPoolTier"]);
        JsonAssert.Equal("""{ "AdvancedSecurityMode": "ENFORCED" }""", pool["UserPoolAddOns"]);
    }

    [Fact]
    public void A_sender_of_ours_sends_by_the_identity_of_its_domain() =>
        JsonAssert.Equal(
            """
            {
              "EmailSendingAccount": "DEVELOPER",
              "From": "no-reply@example.com",
              "SourceArn": { "Fn::Join": ["", ["arn:aws:ses:", { "Ref": "AWS::Region" }, ":", { "Ref": "AWS::AccountId" }, ":identity/example.com"]] }
            }
            """,
            stacks[Stacks.Everything].Only("AWS::Cognito::UserPool")["EmailConfiguration"]);

    [Fact]
    public void The_firewall_stands_before_the_user_pool_and_keeps_no_samples_of_requests()
    {
        var template = stacks[Stacks.Everything];
        var acl = template.Only("AWS::WAFv2::WebACL");
        var association = template.Only("AWS::WAFv2::WebACLAssociation");

        JsonAssert.Equal("\"REGIONAL\"", acl["Scope"]);
        JsonAssert.Equal("""{ "Allow": {} }""", acl["DefaultAction"]);
        JsonAssert.Equal($$"""{ "Fn::GetAtt": ["{{template.Only("AWS::Cognito::UserPool").LogicalId}}", "Arn"] }""", association["ResourceArn"]);
        JsonAssert.Equal($$"""{ "Fn::GetAtt": ["{{acl.LogicalId}}", "Arn"] }""", association["WebACLArn"]);
        Assert.All(acl["Rules"]!.AsArray().Select(rule => rule!["VisibilityConfig"]!).Append(acl["VisibilityConfig"]!), visibility => JsonAssert.Equal("false", visibility["SampledRequestsEnabled"]));
    }

    [Theory]
    [InlineData(DeploymentEnvironment.Develop, 0)]
    [InlineData(DeploymentEnvironment.Staging, 14)]
    [InlineData(DeploymentEnvironment.Production, 14)]
    public void Alarms_are_where_data_is_kept(DeploymentEnvironment environment, int count) =>
        Assert.Equal(count, stacks[environment].Resources("AWS::CloudWatch::Alarm").Count + stacks.Api(environment).Resources("AWS::CloudWatch::Alarm").Count);

    [Fact]
    public void Alarms_watch_errors_throttling_and_slowness_and_tell_their_topic()
    {
        Resource[] alarms = [.. stacks[Stacks.Everything].Resources("AWS::CloudWatch::Alarm"), .. stacks.Api(Stacks.Everything).Resources("AWS::CloudWatch::Alarm")];
        var names = alarms.Select(alarm => alarm["AlarmName"]!.GetValue<string>()["triplogger-production-alarms-".Length..]).Order(StringComparer.Ordinal);

        Assert.Equal(
            [
                "AddUserDuration", "AddUserErrors", "AddUserThrottles", "ApiDuration", "ApiErrors", "ApiThrottles",
                "ClosingTableSystemErrors", "ClosingTableThrottles", "ServerErrors",
                "TripTableSystemErrors", "TripTableThrottles", "UserPoolThrottles", "UserTableSystemErrors", "UserTableThrottles",
            ],
            names);
        Assert.All(alarms, alarm =>
        {
            JsonAssert.Equal("""[{ "Fn::Join": ["", ["arn:aws:sns:", { "Ref": "AWS::Region" }, ":", { "Ref": "AWS::AccountId" }, ":triplogger-production-alarms"]] }]""", alarm["AlarmActions"]);
            JsonAssert.Equal("\"notBreaching\"", alarm["TreatMissingData"]);
            Assert.False(string.IsNullOrEmpty(alarm["AlarmDescription"]?.GetValue<string>()));
        });
    }

    [Fact]
    public void The_topic_writes_to_the_address_and_takes_messages_of_this_accounts_alarms_over_TLS()
    {
        var template = stacks[Stacks.Everything];
        var statements = template.Only("AWS::SNS::TopicPolicy")["PolicyDocument"]!["Statement"]!.AsArray();

        JsonAssert.Equal("\"triplogger-production-alarms\"", template.Only("AWS::SNS::Topic")["TopicName"]);
        JsonAssert.Equal("\"ops@example.com\"", template.Only("AWS::SNS::Subscription")["Endpoint"]);
        Assert.Contains(statements, statement => statement!["Effect"]!.GetValue<string>() == "Deny" && statement["Condition"]!["Bool"]!["aws:SecureTransport"]!.GetValue<string>() == "false");
        JsonAssert.Equal(
            """{ "StringEquals": { "aws:SourceAccount": { "Ref": "AWS::AccountId" } } }""",
            Assert.Single(statements, statement => statement!["Effect"]!.GetValue<string>() == "Allow")!["Condition"]);
    }
}
