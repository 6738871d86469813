using TripLogger.Infra;

namespace TripLogger.Tests.Infra;

public sealed class WebClientTests(Stacks stacks)
{
    [Fact]
    public void A_browser_gets_no_secret_and_no_hint_who_has_an_account()
    {
        var client = stacks.Develop.Only("AWS::Cognito::UserPoolClient");

        JsonAssert.Equal("\"triplogger-develop-web\"", client["ClientName"]);
        JsonAssert.Equal("false", client["GenerateSecret"]);
        JsonAssert.Equal("\"ENABLED\"", client["PreventUserExistenceErrors"]);
        JsonAssert.Equal("""["email", "email_verified"]""", client["ReadAttributes"]);
        JsonAssert.Equal("""["email"]""", client["WriteAttributes"]);
    }

    [Theory]
    [InlineData(DeploymentEnvironment.Develop, """["ALLOW_USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH"]""")]
    [InlineData(DeploymentEnvironment.Staging, """["ALLOW_USER_SRP_AUTH"]""")]
    [InlineData(DeploymentEnvironment.Production, """["ALLOW_USER_SRP_AUTH"]""")]
    public void Passwords_travel_in_develop_only_and_refresh_is_never_an_auth_flow(DeploymentEnvironment environment, string flows) =>
        JsonAssert.Equal(flows, stacks[environment].Only("AWS::Cognito::UserPoolClient")["ExplicitAuthFlows"]);

    [Fact]
    public void Tokens_live_an_hour_and_refresh_tokens_rotate_for_thirty_days()
    {
        var client = stacks.Develop.Only("AWS::Cognito::UserPoolClient");

        JsonAssert.Equal("""{ "AccessToken": "hours", "IdToken": "hours", "RefreshToken": "days" }""", client["TokenValidityUnits"]);
        JsonAssert.Equal("1", client["AccessTokenValidity"]);
        JsonAssert.Equal("1", client["IdTokenValidity"]);
        JsonAssert.Equal("30", client["RefreshTokenValidity"]);
        JsonAssert.Equal("""{ "Feature": "ENABLED", "RetryGracePeriodSeconds": 60 }""", client["RefreshTokenRotation"]);
        JsonAssert.Equal("true", client["EnableTokenRevocation"]);
    }

    [Theory]
    [InlineData(DeploymentEnvironment.Develop)]
    [InlineData(DeploymentEnvironment.Production)]
    public void Without_social_providers_there_is_no_OAuth_and_no_hosted_domain(DeploymentEnvironment environment)
    {
        var template = stacks[environment];
        var client = template.Only("AWS::Cognito::UserPoolClient");

        JsonAssert.Equal("""["COGNITO"]""", client["SupportedIdentityProviders"]);
        Assert.DoesNotContain(client.Properties, property => property.Contains("OAuth", StringComparison.Ordinal));
        Assert.Empty(template.Resources("AWS::Cognito::UserPoolDomain"));
        Assert.Empty(template.Resources("AWS::Cognito::UserPoolIdentityProvider"));
        Assert.False(template.Outputs.ContainsKey("UserPoolDomain"));
    }

    [Fact]
    public void Social_providers_bring_the_code_grant_and_the_dashboards_addresses()
    {
        var client = stacks[Stacks.Everything].Only("AWS::Cognito::UserPoolClient");

        JsonAssert.Equal("""["COGNITO", "Google", "Facebook"]""", client["SupportedIdentityProviders"]);
        JsonAssert.Equal("true", client["AllowedOAuthFlowsUserPoolClient"]);
        JsonAssert.Equal("""["code"]""", client["AllowedOAuthFlows"]);
        JsonAssert.Equal("""["openid", "email", "profile", "aws.cognito.signin.user.admin"]""", client["AllowedOAuthScopes"]);
        JsonAssert.Equal("""["https://trips.example.com/", "https://www.example.com/"]""", client["CallbackURLs"]);
        JsonAssert.Equal("""["https://trips.example.com/", "https://www.example.com/"]""", client["LogoutURLs"]);
    }

    [Fact]
    public void A_social_provider_exists_before_the_client_names_it()
    {
        var template = stacks[Stacks.Everything];
        var client = template.Only("AWS::Cognito::UserPoolClient");
        var waitsFor = client.Body["DependsOn"]!.AsArray().Select(id => id!.GetValue<string>());

        Assert.Superset(
            template.Resources("AWS::Cognito::UserPoolIdentityProvider").Select(provider => provider.LogicalId).ToHashSet(),
            waitsFor.ToHashSet());
    }

    [Theory]
    [InlineData("Google", "google-id", "{{resolve:secretsmanager:signin/google:SecretString:::}}", """{ "email": "email", "email_verified": "email_verified" }""")]
    [InlineData("Facebook", "facebook-id", "{{resolve:secretsmanager:signin/facebook:SecretString:::}}", """{ "email": "email" }""")]
    public void A_social_provider_tells_what_it_knows_of_the_address_and_its_secret_stays_in_Secrets_Manager(string name, string clientId, string secret, string attributes)
    {
        var provider = Assert.Single(
            stacks[Stacks.Everything].Resources("AWS::Cognito::UserPoolIdentityProvider"),
            provider => provider["ProviderName"]!.GetValue<string>() == name);

        JsonAssert.Equal($"\"{name}\"", provider["ProviderType"]);
        JsonAssert.Equal($"\"{clientId}\"", provider["ProviderDetails"]!["client_id"]);
        JsonAssert.Equal($"\"{secret}\"", provider["ProviderDetails"]!["client_secret"]);
        JsonAssert.Equal(attributes, provider["AttributeMapping"]);
    }

    [Fact]
    public void Social_sign_in_tells_the_host_of_its_domain()
    {
        var template = stacks[Stacks.Everything];
        var domain = template.Only("AWS::Cognito::UserPoolDomain");

        JsonAssert.Equal("""{ "Fn::Join": ["", ["triplogger-production-", { "Ref": "AWS::AccountId" }]] }""", domain["Domain"]);
        JsonAssert.Equal(
            """{ "Fn::Join": ["", ["triplogger-production-", { "Ref": "AWS::AccountId" }, ".auth.", { "Ref": "AWS::Region" }, ".amazoncognito.com"]] }""",
            template.Outputs["UserPoolDomain"]!["Value"]);
        JsonAssert.Equal("\"Google,Facebook\"", template.Outputs["SocialProviders"]!["Value"]);
    }

    [Fact]
    public void One_social_provider_alone_works_too()
    {
        var template = stacks[GoogleOnly];

        JsonAssert.Equal("\"Google\"", template.Only("AWS::Cognito::UserPoolIdentityProvider")["ProviderName"]);
        JsonAssert.Equal("""["COGNITO", "Google"]""", template.Only("AWS::Cognito::UserPoolClient")["SupportedIdentityProviders"]);
    }

    private static DeploymentSettings GoogleOnly { get; } = Stacks.Everything with { Facebook = null };
}
