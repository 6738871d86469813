using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.Api;

public sealed class ApiDescriptionTests(DynamoDbLocal dynamoDb)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_route_of_the_api_is_described_with_its_problems_and_who_may_call_it()
    {
        // Arrange
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var anyone = api.CreateClient();

        // Act
        var document = await anyone.GetJsonAsync("/openapi/v1.json");

        // Assert
        var paths = document.GetProperty("paths");
        var routes = api.GetService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal));
        foreach (var route in routes)
        {
            var path = route.RoutePattern.RawText!;
            var method = route.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.Single().ToLowerInvariant();
            Assert.True(paths.TryGetProperty(path, out var item) && item.TryGetProperty(method, out _), $"{method} {path} is not described.");
            var operation = paths.GetProperty(path).GetProperty(method);
            Assert.NotEmpty(operation.GetProperty("summary").GetString()!);
            Assert.True(operation.GetProperty("responses").TryGetProperty("429", out _), $"{method} {path} does not tell about 429.");
            Assert.Equal(!path.StartsWith("/api/public", StringComparison.Ordinal), operation.TryGetProperty("security", out _));
        }

        Assert.Equal("http", document.GetProperty("components").GetProperty("securitySchemes").GetProperty("accessToken").GetProperty("type").GetString());
        Assert.False(paths.TryGetProperty("/2015-03-31/functions/{name}/invocations", out _), "The local door is nobody's business.");
    }

    [Fact]
    public async Task The_example_of_a_trip_is_one_that_the_api_takes()
    {
        // Arrange
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        var document = await client.GetJsonAsync("/openapi/v1.json");
        var example = document.GetProperty("components").GetProperty("schemas").GetProperty("TripInput").GetProperty("examples")[0];

        // Act
        using var response = await client.PostTripAsync(JsonSerializer.Deserialize<JsonObject>(example)!);

        // Assert
        await response.ReadAsync(HttpStatusCode.Created);
    }

    [Fact]
    public async Task The_reference_page_is_for_development_only()
    {
        await using var local = await TestApi.CreateAsync(dynamoDb);
        await using var deployed = await TestApi.CreateOwnAsync(dynamoDb, TestApi.OnAws);
        using var developer = local.CreateClient();
        using var anyone = deployed.CreateClient();

        using var page = await developer.GetAsync("/scalar/", Cancel);
        using var none = await anyone.GetAsync("/scalar/", Cancel);
        using var description = await anyone.GetAsync("/openapi/v1.json", Cancel);

        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        // What its script would load from elsewhere, or lead to.
        var settings = await page.Content.ReadAsStringAsync(Cancel);
        Assert.All(["\"withDefaultFonts\":false", "\"hideClientButton\":true", "\"showDeveloperTools\":\"never\"", "\"telemetry\":false"], setting =>
            Assert.Contains(setting, settings.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        Assert.Equal(HttpStatusCode.OK, description.StatusCode);
    }
}
