using System.Net;
using System.Net.Http.Headers;
using DotNet.Testcontainers.Containers;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.Api;

/// <summary>What is published runs where only it and ASP.NET Core are.</summary>
[Collection(typeof(PackagedApi))]
public sealed class ApiContainerTests(DynamoDbContainer dynamoDb)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task In_Development_it_serves_travellers_from_a_database_in_another_container()
    {
        // Arrange
        var (database, tables) = (await dynamoDb.GetEndpointAsync(), await dynamoDb.CreateTablesAsync(Cancel));
        await using var issuer = await TestIssuer.StartAsync(Cancel);
        var users = new TestUsers(issuer);
        await using var container = await ApiContainer.CreateAsync(Settings("Development", issuer, database, tables));
        using var client = await container.StartAsync(Cancel);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", users.SignIn("alice", "alice@example.com"));

        // Act
        using var ready = await client.GetAsync("/health", Cancel);
        var profile = await client.GetJsonAsync("/api/profile");
        var trip = await client.CreateTripAsync();

        // Assert
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        Assert.Equal("alice@example.com", profile.GetProperty("email").GetString());
        Assert.Equal(trip.GetRawText(), Assert.Single((await client.GetJsonAsync("/api/trips")).GetProperty("items").EnumerateArray()).GetRawText());
        Assert.DoesNotContain("alice@example.com", await container.ReadOutputAsync(Cancel));
    }

    [Fact]
    public async Task In_Production_it_refuses_an_emulator_in_one_sentence()
    {
        await using var issuer = await TestIssuer.StartAsync(Cancel);
        await using var container = await ApiContainer.CreateAsync(Settings("Production", issuer, new Uri("http://localhost:8000"), new TableNames("users", "trips", "closings")));

        await Assert.ThrowsAsync<ContainerNotRunningException>(() => container.StartAsync(Cancel));

        Assert.NotEqual(0, await container.GetExitCodeAsync(Cancel));
        Assert.Contains("AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER is set in the environment Production", await container.ReadOutputAsync(Cancel));
    }

    private static Dictionary<string, string?> Settings(string environment, TestIssuer issuer, Uri database, TableNames tables)
    {
        var settings = ApiHost.LocalSettings(issuer, database, tables);
        settings.Remove("environment");
        settings["ASPNETCORE_ENVIRONMENT"] = environment;
        return settings;
    }
}
