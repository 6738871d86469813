using Microsoft.Playwright;
using TripLogger.Tests.Dashboard.Support;
using static Microsoft.Playwright.Assertions;

namespace TripLogger.Tests.Dashboard;

/// <summary>How long a traveller stays signed in: as long as they come back, in all their tabs.</summary>
public sealed class SessionTests(SharedDashboard dashboard)
{
    [Fact]
    public async Task An_expired_session_is_refreshed_without_a_word()
    {
        await using var visitor = await dashboard.OpenAsync(await dashboard.SignUpAsync());
        var page = visitor.Page;
        await visitor.ExpireTokensAsync();

        await page.Link("Profile").ClickAsync();

        await Expect(page.Button("Edit profile")).ToBeVisibleAsync();
        Assert.False(await visitor.HasExpiredTokenAsync(), "The expired token is still there: it was not refreshed.");
    }

    [Fact]
    public async Task Two_tabs_that_refresh_at_once_both_stay_signed_in()
    {
        await using var visitor = await dashboard.OpenAsync(await dashboard.SignUpAsync());
        var second = await visitor.OpenTabAsync();
        await second.GotoAsync("/trips");
        await second.ExpectHeadingAsync("Your trips");
        await visitor.ExpireTokensAsync();

        // The same refresh token in both, at the same time.
        await Task.WhenAll(visitor.Page.ReloadAsync(), second.ReloadAsync());
        IPage[] tabs = [visitor.Page, second];
        await Task.WhenAll(tabs.Select(tab => tab.Link("Profile").ClickAsync()));
        await Task.WhenAll(tabs.Select(tab => Expect(tab.Button("Edit profile")).ToBeVisibleAsync()));

        // And once more, with what the first refresh left behind.
        await visitor.ExpireTokensAsync();
        await Task.WhenAll(tabs.Select(tab => tab.ReloadAsync()));
        await Task.WhenAll(tabs.Select(tab => Expect(tab.Button("Edit profile")).ToBeVisibleAsync()));
    }

    [Fact]
    public async Task Signing_out_in_one_tab_signs_out_the_other()
    {
        await using var visitor = await dashboard.OpenAsync(await dashboard.SignUpAsync());
        var second = await visitor.OpenTabAsync();
        await second.GotoAsync("/account");

        await second.Button("Sign out here").ClickAsync();

        await visitor.Page.ExpectHeadingAsync("Sign in");
    }
}
