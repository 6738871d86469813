using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using TripLogger.AppHost.LocalCloud.Commands;
using TripLogger.Tests.Cognito.Support;

namespace TripLogger.Tests.AppHost;

public sealed class DataCommandTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Seeding_brings_travellers_once_and_a_reset_takes_everything_away()
    {
        using var data = new TemporaryFolder();
        await using var appHost = await RunningAppHost.StartHealthyAsync(data.Path, Cancel);

        // Seeded twice.
        var seeded = await ExecuteAsync(appHost, DataCommandExtensions.Seed);
        Assert.Contains("ines@example.com / ", seeded.Data?.Value);
        await ExecuteAsync(appHost, DataCommandExtensions.Seed);
        var trips = await PublicTripsAsync(appHost);
        Assert.Equal(9, trips.Count);
        Assert.Equal(["Inês Duarte", "Mei Lindqvist", "Thabo Nkosi"], trips.Select(trip => (string)trip!["displayName"]!).Distinct().Order(StringComparer.Ordinal));

        // Reset; then someone new can come, with a token that the restarted API trusts.
        await ExecuteAsync(appHost, DataCommandExtensions.Reset);
        Assert.Empty(await PublicTripsAsync(appHost));
        var traveller = await appHost.TravellerAsync(email: null, Cancel);
        await traveller.SignUpAsync(Cancel);
        await traveller.SignInAsync(Cancel);
        var (profile, _) = await traveller.GetProfileAsync(Cancel);
        Assert.Equal(traveller.Email, (string?)profile["email"]);
    }

    private static async Task<ExecuteCommandResult> ExecuteAsync(RunningAppHost appHost, string command)
    {
        var result = await appHost.Application.Services.GetRequiredService<ResourceCommandService>().ExecuteCommandAsync("triplogger-stack", command, Cancel);
        Assert.True(result.Success, $"{command} failed: {result.Message}");
        return result;
    }

    private static async Task<JsonArray> PublicTripsAsync(RunningAppHost appHost) =>
        (await appHost.CreateClient("api").GetFromJsonAsync<JsonObject>("/api/public/trips?limit=100", Cancel))!["items"]!.AsArray();
}
