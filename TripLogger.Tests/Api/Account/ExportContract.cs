using System.Net;
using System.Text.Json;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.Api.Account;

public abstract class ExportContract(Database dynamoDb)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_holds_everything_about_the_caller_and_nothing_about_anyone_else()
    {
        // Arrange
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var alice = api.CreateClient(api.Pool.SignIn("alice", "alice@example.com"));
        using var bob = api.CreateClient(api.Pool.SignIn("bob", "bob@example.com"));
        await alice.GetJsonAsync("/api/profile");
        await bob.CreateTripAsync(body => body["title"] = "Bob's");
        using var keyed = await alice.PostTripAsync(TripRequests.Body(), "key");
        await alice.CreateTripAsync(body => body["notes"] = "Secret notes");

        // Act
        using var response = await alice.GetAsync("/api/profile/export", Cancel);

        // Assert
        var export = await response.ReadAsync(HttpStatusCode.OK);
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition?.DispositionType);
        Assert.True(response.Headers.CacheControl?.NoStore);
        Assert.Equal((await alice.GetJsonAsync("/api/profile")).GetRawText(), export.GetProperty("profile").GetRawText());
        Assert.Equal((await alice.GetJsonAsync("/api/trips/summary")).GetRawText(), export.GetProperty("summary").GetRawText());
        Assert.Equal(Sorted((await alice.GetJsonAsync("/api/trips")).GetProperty("items")), Sorted(export.GetProperty("trips")));
        Assert.Single(export.GetProperty("idempotencyKeys").EnumerateArray());
        Assert.DoesNotContain("Bob", export.GetRawText());
    }

    /// <summary>The list goes by the day, the export by when a trip was logged.</summary>
    private static IEnumerable<string> Sorted(JsonElement trips) => trips.EnumerateArray().Select(trip => trip.GetRawText()).Order(StringComparer.Ordinal);

    [Fact]
    public async Task Larger_than_an_answer_can_be_it_says_to_page()
    {
        await using var api = await TestApi.CreateOwnAsync(dynamoDb, settings => settings["Account:MaxExportBytes"] = "1000");
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        await client.CreateTripAsync(body => body["notes"] = new string('n', 1000));

        using var response = await client.GetAsync("/api/profile/export", Cancel);

        await response.AssertProblemAsync(HttpStatusCode.UnprocessableEntity, "all pages of GET /api/trips");
    }

    [Fact]
    public async Task A_verified_change_of_the_address_is_taken_over()
    {
        // Arrange
        await using var api = await TestApi.CreateAsync(dynamoDb);
        var token = api.Pool.SignIn("alice", "old@example.com");
        using var client = api.CreateClient(token);
        await client.GetJsonAsync("/api/profile");

        // Act
        api.Pool.ChangeEmail(token, "new@example.com", verified: false);
        using var unverified = await client.PutAsync("/api/profile/email", null, Cancel);
        api.Pool.ChangeEmail(token, "new@example.com", verified: true);
        using var changed = await client.PutAsync("/api/profile/email", null, Cancel);
        using var again = await client.PutAsync("/api/profile/email", null, Cancel);
        api.Pool.SignOut(token);
        using var signedOut = await client.PutAsync("/api/profile/email", null, Cancel);

        // Assert
        await unverified.AssertProblemAsync(HttpStatusCode.Forbidden, "Confirm");
        var profile = await changed.ReadAsync(HttpStatusCode.OK);
        Assert.Equal("new@example.com", profile.GetProperty("email").GetString());
        Assert.Equal(2, profile.GetProperty("version").GetInt32());
        Assert.Equal("\"2\"", changed.Headers.ETag?.Tag);
        Assert.Equal(2, (await again.ReadAsync(HttpStatusCode.OK)).GetProperty("version").GetInt32());
        await signedOut.AssertProblemAsync(HttpStatusCode.Unauthorized);
        Assert.Equal("new@example.com", (await client.GetJsonAsync("/api/profile")).GetProperty("email").GetString());
    }

    [Fact]
    public async Task A_profile_that_is_not_there_yet_starts_with_the_address()
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice", "alice@example.com"));

        using var response = await client.PutAsync("/api/profile/email", null, Cancel);

        Assert.Equal(1, (await response.ReadAsync(HttpStatusCode.OK)).GetProperty("version").GetInt32());
    }
}
