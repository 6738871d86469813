using Microsoft.AspNetCore.Routing;
using TripLogger.Tests.Cognito.Support;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.Api;

/// <summary>What is there to try by hand works as it stands there.</summary>
public sealed class HttpFileTests(DynamoDbLocal dynamoDb, SharedEmulator cognito)
{
    [Fact]
    public async Task Every_request_of_the_http_file_succeeds_and_every_route_of_the_api_is_in_it()
    {
        // Arrange
        var emulator = await cognito.GetAsync();
        var pool = await TestPool.CreateAsync(emulator);
        await using var api = await TestApi.CreateOwnAsync(dynamoDb, settings =>
        {
            settings["AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER"] = emulator.BaseUrl.AbsoluteUri;
            settings["AWS_ENDPOINT_URL_COGNITO_IDENTITY"] = emulator.BaseUrl.AbsoluteUri;
            settings["AWS:Resources:UserPoolId"] = pool.Id;
            settings["AWS:Resources:UserPoolClientId"] = pool.ClientId;
        });
        using var client = api.CreateClient();
        var file = new HttpFile(Path.Combine(RepositoryPaths.Root, "TripLogger.Api", "TripLogger.Api.http"), new()
        {
            ["api"] = "http://localhost",
            ["cognito"] = emulator.BaseUrl.AbsoluteUri.TrimEnd('/'),
            ["email"] = TestPool.NewEmail(),
        });
        var tried = new HashSet<string>();

        // Act
        await foreach (var (line, response) in file.SendAsync(address => address.Port == emulator.BaseUrl.Port ? emulator.Http : client))
        {
            // Assert
            Assert.True(response.IsSuccessStatusCode, $"{line} answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
            tried.Add(line.Split('?')[0]);
        }

        Assert.All(Routes(api), route => Assert.True(tried.Any(line => IsOf(line, route)), $"{route} is in no request of TripLogger.Api.http: add one."));
    }

    private static IEnumerable<string> Routes(TestApi api) =>
        from endpoint in api.GetService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        where endpoint.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal)
        select $"{endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.Single()} http://localhost{endpoint.RoutePattern.RawText}";

    /// <summary>Whether the request is one of this route: the last part may stand for an id.</summary>
    private static bool IsOf(string line, string route) =>
        line == route || (route.EndsWith("/{id}", StringComparison.Ordinal) && Guid.TryParse(line.Split('/')[^1], out _) && line[..line.LastIndexOf('/')] == route[..route.LastIndexOf('/')]);
}
