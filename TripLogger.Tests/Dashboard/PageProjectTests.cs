using System.Text.Json.Nodes;
using TripLogger.Tests.Dashboard.Support;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.Dashboard;

/// <summary>The page's own tests and checks, and that it knows the API that there is.</summary>
public sealed class PageProjectTests(DynamoDbLocal dynamoDb)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_pages_own_unit_tests_pass() => Report(await DashboardProject.RunAsync("npm", "test"));

    [Fact]
    public async Task The_pages_sources_are_formatted() => Report(await DashboardProject.RunAsync("npm", "run", "lint"));

    [Fact]
    public async Task The_page_knows_the_API_as_it_is()
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient();

        var committed = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(DashboardProject.Folder, "openapi.json"), Cancel))!.AsObject();
        var served = JsonNode.Parse(await client.GetStringAsync("/openapi/v1.json", Cancel))!.AsObject();
        // Where the document was asked for.
        committed.Remove("servers");
        served.Remove("servers");

        Assert.True(
            JsonNode.DeepEquals(committed, served),
            "The API has changed: start the AppHost, save http://localhost:5080/openapi/v1.json as TripLogger.Api/Dashboard/openapi.json, and run 'npm run api' there.");
    }

    [Fact]
    public async Task The_pages_types_are_those_of_the_APIs_description()
    {
        using var folder = new Cognito.Support.TemporaryFolder();
        var generated = Path.Combine(folder.Path, "schema.d.ts");

        await DashboardProject.RunAsync("npx", "openapi-typescript", "openapi.json", "--output", generated);

        Assert.True(
            await File.ReadAllTextAsync(generated, Cancel) == await File.ReadAllTextAsync(Path.Combine(DashboardProject.Folder, "src", "api", "schema.d.ts"), Cancel),
            "src/api/schema.d.ts is not what openapi.json says: run 'npm run api' in TripLogger.Api/Dashboard.");
    }

    private static void Report(string output) => TestContext.Current.TestOutputHelper!.WriteLine(output);
}
