using Microsoft.Playwright;
using TripLogger.Tests.AppHost;
using TripLogger.Tests.Dashboard.Support;
using TripLogger.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace TripLogger.Tests.Dashboard;

/// <summary>Everything goes without a mouse.</summary>
public sealed class KeyboardTests(SharedDashboard dashboard)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_traveller_signs_in_adds_moves_through_and_deletes_trips_by_keyboard_only()
    {
        // Arrange
        var traveller = await dashboard.SignUpAsync();
        await traveller.AddTripAsync(TripRequests.Body(body => body["title"] = "Older"), Cancel);
        await using var visitor = await dashboard.OpenAsync();
        var page = visitor.Page;
        var keys = page.Keyboard;
        await page.GotoAsync("/sign-in");
        await page.ExpectHeadingAsync("Sign in");

        // Sign in; the first stop of the keyboard skips what is on every page.
        await TabToAsync(page, page.Link("Skip to content"));
        await TabToAsync(page, page.GetByLabel("E-mail address"));
        await keys.TypeAsync(traveller.Email);
        await TabToAsync(page, page.GetByLabel("Password", new() { Exact = true }));
        await keys.TypeAsync(Traveller.Password);
        await keys.PressAsync("Enter");
        await page.ExpectHeadingAsync("Your trips");

        // Add a trip; a suggested place fills in where it is.
        await TabToAsync(page, page.View().GetByRole(AriaRole.Link, new() { Name = "Add a trip" }));
        await keys.PressAsync("Enter");
        await TabToAsync(page, page.GetByLabel("Title"));
        await keys.TypeAsync("By keyboard");
        await TabToAsync(page, page.GetByLabel("Destination"));
        await keys.TypeAsync("Lisbo");
        await Expect(page.GetByRole(AriaRole.Option).First).ToBeVisibleAsync();
        await keys.PressAsync("ArrowDown");
        await keys.PressAsync("Enter");
        await Expect(page.GetByLabel("Country")).ToHaveValueAsync("PT");
        await TabToAsync(page, page.GetByLabel("First day"));
        // The same in every order of day and month.
        await keys.TypeAsync("07072026");
        await Expect(page.GetByLabel("First day")).ToHaveValueAsync("2026-07-07");
        await TabToAsync(page, page.Button("Add trip"));
        await keys.PressAsync("Enter");
        await Expect(page.Trip("By keyboard")).ToBeVisibleAsync();

        // Move through the list, delete one, and take it back.
        await TabToAsync(page, page.Trip("By keyboard"));
        await keys.PressAsync("ArrowDown");
        await Expect(page.Trip("Older")).ToBeFocusedAsync();
        await keys.PressAsync("Delete");
        await Expect(page.Trip("Older")).ToBeHiddenAsync();
        await TabToAsync(page, page.GetByRole(AriaRole.Region, new() { Name = "Notifications" }).GetByRole(AriaRole.Button, new() { Name = "Undo" }).Last);
        await keys.PressAsync("Enter");
        await Expect(page.Trip("Older")).ToBeVisibleAsync();

        // Open one.
        await page.Trip("Older").FocusAsync();
        await keys.PressAsync("Enter");
        await page.ExpectHeadingAsync("Older");
    }

    /// <summary>Presses Tab until something has the focus.</summary>
    private static async Task TabToAsync(IPage page, ILocator target)
    {
        await Expect(target).ToBeAttachedAsync();
        for (var stop = 0; stop < 60; stop++)
        {
            if (await target.EvaluateAsync<bool>("element => element === document.activeElement"))
            {
                return;
            }

            await page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"Tab does not lead to {target}.");
    }
}
