namespace TripLogger.Tests.Infra;

public sealed class IdentityPoolTests(Stacks stacks)
{
    [Fact]
    public void Guests_and_users_of_our_client_get_an_identity()
    {
        var template = stacks.Develop;
        var pool = template.Only("AWS::Cognito::IdentityPool");

        JsonAssert.Equal("\"triplogger-developIdentityPool\"", pool["IdentityPoolName"]);
        JsonAssert.Equal("true", pool["AllowUnauthenticatedIdentities"]);
        JsonAssert.Equal(
            $$"""
            [{
              "ClientId": { "Ref": "{{template.Only("AWS::Cognito::UserPoolClient").LogicalId}}" },
              "ProviderName": { "Fn::GetAtt": ["{{template.Only("AWS::Cognito::UserPool").LogicalId}}", "ProviderName"] },
              "ServerSideTokenCheck": true
            }]
            """,
            pool["CognitoIdentityProviders"]);
    }

    [Theory]
    [InlineData("authenticated")]
    [InlineData("unauthenticated")]
    public void A_role_trusts_this_pool_and_one_kind_of_identity_and_grants_nothing(string kind)
    {
        var template = stacks.Develop;
        var pool = template.Only("AWS::Cognito::IdentityPool").LogicalId;
        var attachment = template.Only("AWS::Cognito::IdentityPoolRoleAttachment");
        var roleId = attachment["Roles"]![kind]!["Fn::GetAtt"]![0]!.GetValue<string>();
        var role = Assert.Single(template.Resources("AWS::IAM::Role"), role => role.LogicalId == roleId);

        JsonAssert.Equal($$"""{ "Ref": "{{pool}}" }""", attachment["IdentityPoolId"]);
        JsonAssert.Equal(
            $$"""
            {
              "Version": "2012-10-17",
              "Statement": [{
                "Effect": "Allow",
                "Action": "sts:AssumeRoleWithWebIdentity",
                "Principal": { "Federated": "cognito-identity.amazonaws.com" },
                "Condition": {
                  "StringEquals": { "cognito-identity.amazonaws.com:aud": { "Ref": "{{pool}}" } },
                  "ForAnyValue:StringLike": { "cognito-identity.amazonaws.com:amr": "{{kind}}" }
                }
              }]
            }
            """,
            role["AssumeRolePolicyDocument"]);
        Assert.Null(role["Policies"]);
        Assert.Null(role["ManagedPolicyArns"]);
        Assert.DoesNotContain(
            template.Resources("AWS::IAM::Policy"),
            policy => policy["Roles"]!.ToJsonString().Contains(roleId, StringComparison.Ordinal));
    }
}
