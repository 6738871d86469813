using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using TripLogger.AppHost.LocalCloud.Commands;
using TripLogger.Tests.Cognito.Support;

namespace TripLogger.Tests.AppHost;

/// <summary>What TripLogger exists for, from the AppHost's start to its next one; and the commands that fill and empty it.</summary>
public sealed class JourneyTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_traveller_finds_the_profile_again_after_a_restart_beside_those_of_the_demo_and_not_after_a_reset()
    {
        using var data = new TemporaryFolder();
        Traveller traveller;
        string id;

        await using (var appHost = await RunningAppHost.StartHealthyAsync(data.Path, Cancel))
        {
            traveller = await appHost.TravellerAsync(email: null, Cancel);
            await traveller.SignUpAsync(Cancel);
            await traveller.SignInAsync(Cancel);

            // Written by the trigger, before the traveller ever asked for it.
            var (created, tag) = await traveller.GetProfileAsync(Cancel);
            id = (string)created["id"]!;
            Assert.Equal(traveller.Email, (string?)created["email"]);
            Assert.Null(created["displayName"]);

            await traveller.PutProfileAsync(
                new JsonObject { ["displayName"] = "Ada", ["homeCountry"] = "PT", ["bio"] = "By train." }, tag, Cancel);

            // The token is the same as before the change.
            var (edited, _) = await traveller.GetProfileAsync(Cancel);
            Assert.Equal("Ada", (string?)edited["displayName"]);
            Assert.Equal((string?)created["createdAt"], (string?)edited["createdAt"]);
        }

        await using (var appHost = await RunningAppHost.StartHealthyAsync(data.Path, Cancel))
        {
            var returning = await appHost.TravellerAsync(traveller.Email, Cancel);
            await returning.SignInAsync(Cancel);
            var (found, _) = await returning.GetProfileAsync(Cancel);
            Assert.Equal(id, (string?)found["id"]);
            Assert.Equal("Ada", (string?)found["displayName"]);
            Assert.Equal("PT", (string?)found["homeCountry"]);

            // Seeded twice, there once.
            var seeded = await ExecuteAsync(appHost, DataCommandExtensions.Seed);
            Assert.Contains("ines@example.com / ", seeded.Data?.Value);
            await ExecuteAsync(appHost, DataCommandExtensions.Seed);
            var trips = await PublicTripsAsync(appHost);
            Assert.Equal(9, trips.Count);
            Assert.Equal(["Inês Duarte", "Mei Lindqvist", "Thabo Nkosi"], trips.Select(trip => (string)trip!["displayName"]!).Distinct().Order(StringComparer.Ordinal));

            // After a reset the address is free again, and the restarted API trusts the new key.
            await ExecuteAsync(appHost, DataCommandExtensions.Reset);
            Assert.Empty(await PublicTripsAsync(appHost));
            var newcomer = await appHost.TravellerAsync(traveller.Email, Cancel);
            await newcomer.SignUpAsync(Cancel);
            await newcomer.SignInAsync(Cancel);
            var (profile, _) = await newcomer.GetProfileAsync(Cancel);
            Assert.NotEqual(id, (string?)profile["id"]);
            Assert.Null(profile["displayName"]);
        }
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
