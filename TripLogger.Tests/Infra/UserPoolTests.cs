using TripLogger.Infra;

namespace TripLogger.Tests.Infra;

public sealed class UserPoolTests(Stacks stacks)
{
    [Theory]
    [InlineData(DeploymentEnvironment.Develop, "triplogger-develop-userpool")]
    [InlineData(DeploymentEnvironment.Staging, "triplogger-staging-userpool")]
    [InlineData(DeploymentEnvironment.Production, "triplogger-production-userpool")]
    public void The_pool_is_named_after_application_and_environment(DeploymentEnvironment environment, string name) =>
        JsonAssert.Equal($"\"{name}\"", stacks[environment].Only("AWS::Cognito::UserPool")["UserPoolName"]);

    [Fact]
    public void Anyone_may_sign_up_with_an_email_address_that_ignores_case()
    {
        var pool = stacks.Develop.Only("AWS::Cognito::UserPool");

        JsonAssert.Equal("""{ "AllowAdminCreateUserOnly": false }""", pool["AdminCreateUserConfig"]);
        JsonAssert.Equal("""["email"]""", pool["UsernameAttributes"]);
        JsonAssert.Equal("""{ "CaseSensitive": false }""", pool["UsernameConfiguration"]);
        JsonAssert.Equal("""[{ "Name": "email", "Required": true, "Mutable": true }]""", pool["Schema"]);
    }

    [Fact]
    public void An_email_address_is_verified_by_code_and_the_old_one_counts_until_then()
    {
        var pool = stacks.Develop.Only("AWS::Cognito::UserPool");

        JsonAssert.Equal("""["email"]""", pool["AutoVerifiedAttributes"]);
        JsonAssert.Equal("\"CONFIRM_WITH_CODE\"", pool["VerificationMessageTemplate"]!["DefaultEmailOption"]);
        Assert.Contains("{####}", pool["VerificationMessageTemplate"]!["EmailMessage"]!.GetValue<string>());
        JsonAssert.Equal("""{ "AttributesRequireVerificationBeforeUpdate": ["email"] }""", pool["UserAttributeUpdateSettings"]);
        JsonAssert.Equal("""{ "RecoveryMechanisms": [{ "Name": "verified_email", "Priority": 1 }] }""", pool["AccountRecoverySetting"]);
    }

    [Fact]
    public void A_second_factor_is_optional_and_never_a_text_message()
    {
        var pool = stacks.Develop.Only("AWS::Cognito::UserPool");

        JsonAssert.Equal("\"OPTIONAL\"", pool["MfaConfiguration"]);
        JsonAssert.Equal("""["SOFTWARE_TOKEN_MFA"]""", pool["EnabledMfas"]);
        Assert.Null(pool["SmsConfiguration"]);
    }

    [Fact]
    public void Passwords_have_ten_characters_of_all_four_kinds() =>
        JsonAssert.Equal(
            """
            {
              "PasswordPolicy": {
                "MinimumLength": 10,
                "RequireLowercase": true, "RequireUppercase": true, "RequireNumbers": true, "RequireSymbols": true,
                "TemporaryPasswordValidityDays": 3
              }
            }
            """,
            stacks.Develop.Only("AWS::Cognito::UserPool")["Policies"]);

    [Fact]
    public void The_plan_is_the_one_that_rotates_refresh_tokens() =>
        JsonAssert.Equal("\"ESSENTIALS\"", stacks.Develop.Only("AWS::Cognito::UserPool")["UserPoolTier"]);

    [Fact]
    public void A_confirmed_sign_up_calls_the_function_and_only_this_pool_of_this_account_may()
    {
        var template = stacks.Develop;
        var function = template.Only("AWS::Lambda::Function").LogicalId;
        var pool = template.Only("AWS::Cognito::UserPool");
        var permission = template.Only("AWS::Lambda::Permission");

        JsonAssert.Equal($$"""{ "PostConfirmation": { "Fn::GetAtt": ["{{function}}", "Arn"] } }""", pool["LambdaConfig"]);
        JsonAssert.Equal($$"""{ "Fn::GetAtt": ["{{function}}", "Arn"] }""", permission["FunctionName"]);
        JsonAssert.Equal("\"lambda:InvokeFunction\"", permission["Action"]);
        JsonAssert.Equal("\"cognito-idp.amazonaws.com\"", permission["Principal"]);
        JsonAssert.Equal($$"""{ "Fn::GetAtt": ["{{pool.LogicalId}}", "Arn"] }""", permission["SourceArn"]);
        JsonAssert.Equal("""{ "Ref": "AWS::AccountId" }""", permission["SourceAccount"]);
    }
}
