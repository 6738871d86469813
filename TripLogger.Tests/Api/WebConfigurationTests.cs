using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.Api;

public sealed class WebConfigurationTests(DynamoDbLocal dynamoDb)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_local_run_tells_a_browser_where_its_emulator_is()
    {
        // Arrange
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient();

        // Act
        using var response = await client.GetAsync("/config.json", Cancel);

        // Assert
        Assert.True(response.Headers.CacheControl?.NoStore, "An old configuration sends the browser to another pool: set Cache-Control: no-store.");
        var configuration = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal(
            ["environment", "region", "userPoolId", "userPoolClientId", "identityPoolId", "userPoolEndpoint", "identityPoolEndpoint", "socialProviders"],
            configuration.EnumerateObject().Select(member => member.Name));
        Assert.Equal("develop", configuration.GetProperty("environment").GetString());
        Assert.Equal("us-east-1", configuration.GetProperty("region").GetString());
        Assert.Equal(TestIssuer.PoolId, configuration.GetProperty("userPoolId").GetString());
        Assert.Equal(api.Pool.Issuer.Endpoint.AbsoluteUri, configuration.GetProperty("userPoolEndpoint").GetString());
        Assert.Equal(0, configuration.GetProperty("socialProviders").GetArrayLength());
    }

    [Fact]
    public async Task On_aws_there_is_no_endpoint_and_the_environment_has_its_name()
    {
        await using var api = await TestApi.CreateOwnAsync(dynamoDb, settings =>
        {
            TestApi.OnAws(settings);
            settings["Cloud:Environment"] = "staging";
        });
        using var client = api.CreateClient();

        var configuration = await client.GetFromJsonAsync<JsonElement>("/config.json", Cancel);

        Assert.Equal("staging", configuration.GetProperty("environment").GetString());
        Assert.False(configuration.TryGetProperty("userPoolEndpoint", out _));
        Assert.False(configuration.TryGetProperty("identityPoolEndpoint", out _));
    }

    [Fact]
    public async Task Social_providers_come_with_the_address_of_their_sign_in_page()
    {
        await using var api = await TestApi.CreateOwnAsync(dynamoDb, settings =>
        {
            settings["AWS:Resources:UserPoolDomain"] = "triplogger.auth.us-east-1.amazoncognito.com";
            settings["AWS:Resources:SocialProviders"] = "Google, Facebook";
        });
        using var client = api.CreateClient();

        var configuration = await client.GetFromJsonAsync<JsonElement>("/config.json", Cancel);

        var oauth = configuration.GetProperty("oauth");
        Assert.Equal("triplogger.auth.us-east-1.amazoncognito.com", oauth.GetProperty("domain").GetString());
        Assert.Contains("aws.cognito.signin.user.admin", oauth.GetProperty("scopes").EnumerateArray().Select(scope => scope.GetString()));
        Assert.Equal(["Google", "Facebook"], configuration.GetProperty("socialProviders").EnumerateArray().Select(provider => provider.GetString()));
    }

    [Theory]
    [InlineData("rebound.example.com")]
    [InlineData("localhost.example.com")]
    [InlineData("192.168.0.7")]
    public async Task A_local_run_answers_under_no_other_name(string host)
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/config.json") { Headers = { Host = host } };

        using var response = await client.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData("localhost:5080")]
    [InlineData("127.0.0.1:5080")]
    [InlineData("[::1]:5080")]
    public async Task A_local_run_answers_under_the_names_of_this_machine(string host)
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/config.json") { Headers = { Host = host } };

        using var response = await client.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task On_aws_the_name_is_the_platforms_matter()
    {
        await using var api = await TestApi.CreateOwnAsync(dynamoDb, TestApi.OnAws);
        using var client = api.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/config.json") { Headers = { Host = "api.example.com" } };

        using var response = await client.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }
}
