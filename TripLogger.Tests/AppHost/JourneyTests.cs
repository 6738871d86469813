using System.Text.Json.Nodes;
using TripLogger.Tests.Cognito.Support;

namespace TripLogger.Tests.AppHost;

/// <summary>What TripLogger exists for, from the AppHost's start to its next one.</summary>
public sealed class JourneyTests
{
    [Fact]
    public async Task A_traveller_signs_up_edits_the_profile_and_finds_it_again_after_a_restart()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var data = new TemporaryFolder();
        Traveller traveller;
        string id;

        await using (var appHost = await RunningAppHost.StartHealthyAsync(data.Path, cancellationToken))
        {
            traveller = await appHost.TravellerAsync(email: null, cancellationToken);
            await traveller.SignUpAsync(cancellationToken);
            await traveller.SignInAsync(cancellationToken);

            // Written by the trigger, before the traveller ever asked for it.
            var (created, tag) = await traveller.GetProfileAsync(cancellationToken);
            id = (string)created["id"]!;
            Assert.Equal(traveller.Email, (string?)created["email"]);
            Assert.Null(created["displayName"]);

            await traveller.PutProfileAsync(
                new JsonObject { ["displayName"] = "Ada", ["homeCountry"] = "PT", ["bio"] = "By train." }, tag, cancellationToken);

            // The token is the same as before the change.
            var (edited, _) = await traveller.GetProfileAsync(cancellationToken);
            Assert.Equal("Ada", (string?)edited["displayName"]);
            Assert.Equal((string?)created["createdAt"], (string?)edited["createdAt"]);
        }

        await using (var appHost = await RunningAppHost.StartHealthyAsync(data.Path, cancellationToken))
        {
            var returning = await appHost.TravellerAsync(traveller.Email, cancellationToken);
            await returning.SignInAsync(cancellationToken);
            var (found, _) = await returning.GetProfileAsync(cancellationToken);

            Assert.Equal(id, (string?)found["id"]);
            Assert.Equal("Ada", (string?)found["displayName"]);
            Assert.Equal("PT", (string?)found["homeCountry"]);
        }
    }
}
