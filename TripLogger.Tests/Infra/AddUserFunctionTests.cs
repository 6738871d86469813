namespace TripLogger.Tests.Infra;

public sealed class AddUserFunctionTests(Stacks stacks)
{
    [Fact]
    public void The_API_runs_behind_the_web_adapter()
    {
        var function = stacks.Develop.Only("AWS::Lambda::Function");
        var variables = function["Environment"]!["Variables"]!;

        JsonAssert.Equal("\"triplogger-develop-addUserFunc\"", function["FunctionName"]);
        JsonAssert.Equal("\"run.sh\"", function["Handler"]);
        JsonAssert.Equal("\"dotnet10\"", function["Runtime"]);
        JsonAssert.Equal("""["arm64"]""", function["Architectures"]);
        Assert.Contains(":layer:LambdaAdapterLayerArm64:", function["Layers"]!.ToJsonString(), StringComparison.Ordinal);
        JsonAssert.Equal("\"/opt/bootstrap\"", variables["AWS_LAMBDA_EXEC_WRAPPER"]);
        JsonAssert.Equal("\"/alive\"", variables["AWS_LWA_READINESS_CHECK_PATH"]);
        JsonAssert.Equal("\"/events\"", variables["AWS_LWA_PASS_THROUGH_PATH"]);
        Assert.Equal(variables["AWS_LWA_PORT"]!.GetValue<string>(), variables["ASPNETCORE_HTTP_PORTS"]!.GetValue<string>());
    }

    [Fact]
    public void An_error_of_the_API_is_an_error_of_the_function() =>
        JsonAssert.Equal("\"400-599\"", stacks.Develop.Only("AWS::Lambda::Function")["Environment"]!["Variables"]!["AWS_LWA_ERROR_STATUS_CODES"]);

    [Fact]
    public void The_variables_that_the_API_reads_are_the_ones_that_the_stack_sets()
    {
        var template = stacks.Develop;
        var variables = template.Only("AWS::Lambda::Function")["Environment"]!["Variables"]!;

        JsonAssert.Equal("\"AddUser\"", variables["Function"]);
        JsonAssert.Equal($$"""{ "Ref": "{{template.Table("id").LogicalId}}" }""", variables["AWS__Resources__UserTableName"]);
    }

    [Fact]
    public void A_cold_start_has_the_memory_to_fit_into_Cognitos_five_seconds() =>
        Assert.True(stacks.Develop.Only("AWS::Lambda::Function")["MemorySize"]!.GetValue<int>() >= 1024);

    [Fact]
    public void The_function_may_put_a_user_write_its_own_log_send_traces_and_nothing_else()
    {
        var template = stacks.Develop;
        var function = template.Only("AWS::Lambda::Function");
        var roleId = function["Role"]!["Fn::GetAtt"]![0]!.GetValue<string>();
        var role = Assert.Single(template.Resources("AWS::IAM::Role"), role => role.LogicalId == roleId);
        var policy = template.Only("AWS::IAM::Policy");

        JsonAssert.Equal(
            $$"""
            [
              {
                "Effect": "Allow",
                "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
                "Resource": { "Fn::GetAtt": ["{{template.Only("AWS::Logs::LogGroup").LogicalId}}", "Arn"] }
              },
              {
                "Effect": "Allow",
                "Action": "dynamodb:PutItem",
                "Resource": { "Fn::GetAtt": ["{{template.Table("id").LogicalId}}", "Arn"] }
              },
              { "Effect": "Allow", "Action": ["xray:PutTelemetryRecords", "xray:PutTraceSegments"], "Resource": "*" }
            ]
            """,
            policy["PolicyDocument"]!["Statement"]);
        JsonAssert.Equal($$"""[{ "Ref": "{{roleId}}" }]""", policy["Roles"]);
        Assert.Null(role["Policies"]);
        Assert.Null(role["ManagedPolicyArns"]);
    }

    [Fact]
    public void Its_log_is_where_people_look_for_it_and_kept_for_a_month()
    {
        var template = stacks.Develop;
        var log = template.Only("AWS::Logs::LogGroup");

        JsonAssert.Equal("\"/aws/lambda/triplogger-develop-addUserFunc\"", log["LogGroupName"]);
        JsonAssert.Equal("30", log["RetentionInDays"]);
        JsonAssert.Equal($$"""{ "LogGroup": { "Ref": "{{log.LogicalId}}" } }""", template.Only("AWS::Lambda::Function")["LoggingConfig"]);
    }

    [Fact]
    public void It_has_no_address() => Assert.Empty(stacks.Develop.Resources("AWS::Lambda::Url"));
}
