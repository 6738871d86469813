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
    public void Domain_sender_alarms_processor_and_switches_come_from_context()
    {
        var settings = Read(
            ("domainName", "trips.example.com"), ("certificateArn", "arn:aws:acm:eu-west-1:1:certificate/x"), ("sesFromEmail", "no-reply@example.com"),
            ("alarmEmail", "ops@example.com"), ("architecture", "x86_64"), ("threatProtection", "true"), ("webAcl", true));

        Assert.Equal(new CustomDomain("trips.example.com", "arn:aws:acm:eu-west-1:1:certificate/x"), settings.Domain);
        Assert.Equal(["https://trips.example.com"], settings.Origins);
        Assert.Equal(new EmailSender("no-reply@example.com", null), settings.Sender);
        Assert.Equal(new AlarmReceiver("ops@example.com", null), settings.Alarms);
        Assert.Equal(ProcessorArchitecture.X64, settings.Processor);
        Assert.True(settings.ThreatProtection);
        Assert.True(settings.WebAcl);
    }

    [Theory]
    [InlineData("domainName", "trips.example.com", "-c certificateArn=")]
    [InlineData("certificateArn", "arn:aws:acm:eu-west-1:1:certificate/x", "-c domainName=")]
    [InlineData("sesIdentityArn", "arn:aws:ses:eu-west-1:1:identity/example.com", "-c sesFromEmail=")]
    [InlineData("sesFromEmail", "no-reply", "-c sesFromEmail=")]
    [InlineData("alarmEmail", "ops", "-c alarmEmail=")]
    [InlineData("alarmTopicArn", "ops", "-c alarmTopicArn=")]
    [InlineData("architecture", "arm", "-c architecture=arm64 or x86_64")]
    [InlineData("threatProtection", "yes", "-c threatProtection=true or false")]
    public void What_would_fail_while_deploying_is_refused_with_the_way_to_write_it(string key, string value, string cure) =>
        Assert.Contains(cure, Assert.Throws<DeploymentException>(() => Read((key, value))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_value_that_is_no_text_is_refused() =>
        Assert.Contains("'appName'", Assert.Throws<DeploymentException>(() => Read(("appName", 7))).Message, StringComparison.Ordinal);

    private static DeploymentSettings Read(params (string Key, object Value)[] context) =>
        DeploymentContext.Read(key => context.FirstOrDefault(entry => entry.Key == key).Value);
}
