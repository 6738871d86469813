using Microsoft.Playwright;
using TripLogger.Tests.Dashboard.Support;
using static Microsoft.Playwright.Assertions;

namespace TripLogger.Tests.Dashboard;

/// <summary>The API goes and comes back: one of this test alone, beside the AppHost's.</summary>
public sealed class OutageTests(SharedDashboard dashboard)
{
    private const string Away = "TripLogger does not answer. It is tried again; what you type is kept on this device.";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_the_API_is_away_nothing_typed_is_lost_and_when_it_is_back_it_is_saved()
    {
        // Arrange
        var traveller = await dashboard.SignUpAsync();
        var environment = await (await dashboard.GetAppHostAsync()).EnvironmentAsync("api", Cancel);
        await using var api = await PublishedApi.StartLikeAsync(environment);
        var address = await api.WaitForAddressAsync(Cancel);
        await using var visitor = await dashboard.OpenAsync(address);
        var page = visitor.Page;
        await visitor.SignInAsync(traveller);
        await page.View().GetByRole(AriaRole.Link, new() { Name = "Add a trip" }).First.ClickAsync();
        await page.FillTripAsync("Kept through the outage");

        // Away: it is said at once, at the form and above.
        await api.KillAsync();
        await page.Button("Add trip").ClickAsync();
        await page.ExpectTextAsync("Not saved. What you typed is kept.");
        await page.ExpectTextAsync(Away);

        // Back: noticed without a click; what was typed survives even a reload.
        await using var again = await PublishedApi.StartLikeAsync(environment, address);
        await Expect(page.GetByText(Away)).ToBeHiddenAsync();
        await page.ReloadAsync();
        await page.ExpectTextAsync("This is what you typed before and did not save.");
        await Expect(page.GetByLabel("Title")).ToHaveValueAsync("Kept through the outage");
        await page.Button("Add trip").ClickAsync();
        await Expect(page.Trip("Kept through the outage")).ToBeVisibleAsync();
    }
}
