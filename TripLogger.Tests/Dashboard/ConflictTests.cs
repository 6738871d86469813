using Microsoft.Playwright;
using TripLogger.Tests.Dashboard.Support;
using TripLogger.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace TripLogger.Tests.Dashboard;

/// <summary>What was changed elsewhere meanwhile is never overwritten unseen.</summary>
public sealed class ConflictTests(SharedDashboard dashboard)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Keep mine", "Mine")]
    [InlineData("Take the newer one", "Theirs")]
    public async Task A_stale_edit_shows_both_versions_and_the_traveller_chooses(string choice, string expected)
    {
        // Arrange
        var traveller = await dashboard.SignUpAsync();
        var trip = await traveller.AddTripAsync(TripRequests.Body(body => body["title"] = "Original"), Cancel);
        await using var visitor = await dashboard.OpenAsync(traveller);
        var page = visitor.Page;
        await page.SetViewportSizeAsync(390, 760);
        await page.Trip("Original").ClickAsync();
        await page.GetByLabel("Title").FillAsync("Mine");

        // Act: another device is quicker.
        await traveller.ChangeTripAsync((string)trip["id"]!, (int)trip["version"]!, TripRequests.Body(body => body["title"] = "Theirs"), Cancel);
        await page.Button("Save trip").ClickAsync();
        await page.ExpectHeadingAsync("Changed elsewhere meanwhile");

        // It is where the traveller looks: in focus, so that it is read out, and in sight beside the button.
        var conflict = page.GetByRole(AriaRole.Region, new() { Name = "Changed elsewhere meanwhile" });
        await Expect(conflict).ToBeFocusedAsync();
        await Expect(conflict.GetByRole(AriaRole.Heading)).ToBeInViewportAsync();
        await Expect(page.Button("Keep mine")).ToBeInViewportAsync();
        await page.ExpectTextAsync("Theirs");
        await page.Button(choice).ClickAsync();

        // Assert
        if (choice == "Take the newer one")
        {
            await Expect(page.GetByLabel("Title")).ToHaveValueAsync(expected);
            await page.Button("Cancel").ClickAsync();
        }

        await Expect(page.Trip(expected)).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Expect(page.Trip(expected)).ToBeVisibleAsync();
    }
}
