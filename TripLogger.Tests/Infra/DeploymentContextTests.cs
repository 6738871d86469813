using TripLogger.Infra;

namespace TripLogger.Tests.Infra;

public sealed class DeploymentContextTests
{
    [Fact]
    public void Without_context_it_is_the_developers_stack()
    {
        var settings = Read();

        Assert.Equal("triplogger-develop", settings.Prefix);
        Assert.Empty(settings.Origins);
        Assert.Null(settings.Google);
        Assert.Null(settings.Facebook);
    }

    [Theory]
    [InlineData("develop", DeploymentEnvironment.Develop)]
    [InlineData("staging", DeploymentEnvironment.Staging)]
    [InlineData("production", DeploymentEnvironment.Production)]
    public void There_are_three_environments(string name, DeploymentEnvironment expected) =>
        Assert.Equal(expected, Read(("environment", name)).Environment);

    [Theory]
    [InlineData("prod")]
    [InlineData("Production")]
    [InlineData("1")]
    [InlineData("develop,staging")]
    public void Any_other_environment_is_refused_with_the_three_to_choose_from(string name)
    {
        var exception = Assert.Throws<DeploymentException>(() => Read(("environment", name)));

        Assert.Equal($"The environment '{name}' is unknown: choose -c environment=develop, staging or production.", exception.Message);
    }

    [Fact]
    public void The_application_may_have_another_name() =>
        Assert.Equal("my-trips-staging", Read(("appName", "my-trips"), ("environment", "staging")).Prefix);

    [Theory]
    [InlineData("TripLogger")]
    [InlineData("trip_logger")]
    [InlineData("1trip")]
    [InlineData("a-name-longer-than-twenty")]
    public void A_name_that_AWS_would_refuse_somewhere_is_refused_here(string name) =>
        Assert.Contains($"'{name}'", Assert.Throws<DeploymentException>(() => Read(("appName", name))).Message, StringComparison.Ordinal);

    [Fact]
    public void Social_providers_and_origins_come_from_context()
    {
        var settings = Read(
            ("origins", "https://trips.example.com, http://localhost:5173"),
            ("googleClientId", "google-id"), ("googleSecretName", "signin/google"),
            ("facebookClientId", "facebook-id"), ("facebookSecretName", "signin/facebook"));

        Assert.Equal(["https://trips.example.com", "http://localhost:5173"], settings.Origins);
        Assert.Equal(new SocialProvider("google-id", "signin/google"), settings.Google);
        Assert.Equal(new SocialProvider("facebook-id", "signin/facebook"), settings.Facebook);
    }

    [Theory]
    [InlineData("googleClientId")]
    [InlineData("googleSecretName")]
    [InlineData("facebookClientId")]
    [InlineData("facebookSecretName")]
    public void Half_a_social_provider_is_refused(string key)
    {
        var exception = Assert.Throws<DeploymentException>(() => Read((key, "something"), ("origins", "https://trips.example.com")));

        Assert.StartsWith("Give both or neither: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(key, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("google")]
    [InlineData("facebook")]
    public void A_social_provider_needs_an_origin_to_return_to(string provider)
    {
        var exception = Assert.Throws<DeploymentException>(
            () => Read(($"{provider}ClientId", "id"), ($"{provider}SecretName", "name")));

        Assert.Contains("-c origins=", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://trips.example.com")]
    [InlineData("https://trips.example.com/")]
    [InlineData("https://trips.example.com/path")]
    [InlineData("https://*")]
    [InlineData("trips.example.com")]
    public void What_Cognito_would_not_return_to_is_no_origin(string origin) =>
        Assert.Contains($"'{origin}'", Assert.Throws<DeploymentException>(() => Read(("origins", origin))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_value_that_is_no_text_is_refused() =>
        Assert.Contains("'appName'", Assert.Throws<DeploymentException>(() => Read(("appName", 7))).Message, StringComparison.Ordinal);

    private static DeploymentSettings Read(params (string Key, object Value)[] context) =>
        DeploymentContext.Read(key => context.FirstOrDefault(entry => entry.Key == key).Value);
}
