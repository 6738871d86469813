using Microsoft.Playwright;
using TripLogger.Tests.Dashboard.Support;

namespace TripLogger.Tests.Dashboard;

/// <summary>Views whose code is not there: kept at hand, and told apart from a newer version when they are missing all the same.</summary>
public sealed class OfflineTests(SharedDashboard dashboard)
{
    [Fact]
    public async Task Every_view_can_be_opened_offline_after_the_first_visit()
    {
        await using var visitor = await dashboard.OpenAsync(await dashboard.SignUpAsync());
        var page = visitor.Page;
        await page.WaitForFunctionAsync(
            "() => ['MapPage', 'ProfilePage', 'AccountPage', 'ImportPage', 'NewTripPage', 'EditTripPage'].every(view => performance.getEntriesByType('resource').some(({ name, responseEnd }) => name.includes(view) && responseEnd > 0))");

        await visitor.Context.SetOfflineAsync(true);

        foreach (var (link, heading) in new[] { ("Map", "Your world"), ("Account", "Account"), ("Profile", "Your profile"), ("Trips", "Your trips") })
        {
            await page.Link(link).ClickAsync();
            await page.ExpectHeadingAsync(heading);
        }
    }

    [Fact]
    public async Task A_view_that_is_not_there_offline_opens_by_itself_when_one_is_connected_again()
    {
        await using var visitor = await dashboard.OpenAsync(await dashboard.SignUpAsync());
        var page = visitor.Page;
        await page.RouteAsync("**/assets/ProfilePage*", route => route.AbortAsync());
        await page.ReloadAsync();
        await page.ExpectHeadingAsync("Your trips");
        await visitor.Context.SetOfflineAsync(true);

        await page.Link("Profile").ClickAsync();
        await page.ExpectHeadingAsync("This view is not on this device yet");
        await page.UnrouteAsync("**/assets/ProfilePage*");
        await visitor.Context.SetOfflineAsync(false);

        await page.ExpectHeadingAsync("Your profile");
    }

    [Fact]
    public async Task A_view_that_a_newer_version_has_replaced_says_so()
    {
        await using var visitor = await dashboard.OpenAsync(await dashboard.SignUpAsync());
        var page = visitor.Page;
        await page.RouteAsync("**/assets/ProfilePage*", route => route.FulfillAsync(new() { Status = 404 }));
        await page.ReloadAsync();
        await page.ExpectHeadingAsync("Your trips");

        await page.Link("Profile").ClickAsync();
        await page.ExpectHeadingAsync("TripLogger was updated");
        await page.UnrouteAsync("**/assets/ProfilePage*");
        await page.Button("Reload the page").ClickAsync();

        await page.ExpectHeadingAsync("Your profile");
    }
}
