using System.Text.Json.Nodes;
using Microsoft.Playwright;
using TripLogger.Tests.Dashboard.Support;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.Dashboard;

/// <summary>
/// Every view: accessible by axe's rules in light and dark, and readable on the smallest phone. Leaves screenshots in
/// <c>artifacts/screenshots</c>, for people to look at.
/// </summary>
public sealed class ViewTests(SharedDashboard dashboard)
{
    private const int SmallestPhone = 320;

    internal static readonly string Screenshots = Path.Combine(RepositoryPaths.Root, "artifacts", "screenshots");

    /// <summary>Names what sticks out most to the right.</summary>
    private const string Widest =
        """
        () => [...document.querySelectorAll('body *')]
          .map(element => ({ element, right: element.getBoundingClientRect().right }))
          .sort((one, other) => other.right - one.right)
          .slice(0, 3)
          .map(({ element, right }) => `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} (${Math.round(right)})`)
          .join(', ')
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_visitors_see_is_accessible_and_fits_a_phone()
    {
        await using var visitor = await dashboard.OpenAsync();

        await CheckAsync(visitor, "discover", "/", page => page.ExpectHeadingAsync("Every trip leaves a line on the map."));
        await CheckAsync(visitor, "sign-in", "/sign-in", page => page.ExpectHeadingAsync("Sign in"));
        await CheckAsync(visitor, "sign-up", "/sign-up", page => page.ExpectHeadingAsync("Create an account"));
        await CheckAsync(visitor, "forgot-password", "/forgot-password", page => page.ExpectHeadingAsync("Reset your password"));
        await CheckAsync(visitor, "not-found", "/nowhere", page => page.ExpectHeadingAsync("Nothing here"));
    }

    [Fact]
    public async Task What_travellers_see_is_accessible_and_fits_a_phone()
    {
        var traveller = await dashboard.SignUpAsync();
        var trips = new List<JsonObject>();
        foreach (var trip in SampleTrips.All.Reverse())
        {
            trips.Add(await traveller.AddTripAsync(trip, Cancel));
        }

        var (_, tag) = await traveller.GetProfileAsync(Cancel);
        await traveller.PutProfileAsync(SampleTrips.Profile, tag, Cancel);
        await using var visitor = await dashboard.OpenAsync(traveller);

        await CheckAsync(visitor, "trips", "/trips", page => Assertions.Expect(page.Trip("Night train to the midnight sun")).ToBeVisibleAsync());
        await CheckAsync(visitor, "trip", $"/trips/{(string)trips[0]["id"]!}", page => page.ExpectHeadingAsync((string)trips[0]["title"]!));
        await CheckAsync(visitor, "new-trip", "/trips/new", page => page.ExpectHeadingAsync("Add a trip"));
        await CheckAsync(visitor, "import", "/trips/import", page => page.ExpectHeadingAsync("Import trips"));
        await CheckAsync(visitor, "map", "/map", page => Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Countries visited" })).ToBeVisibleAsync());
        await CheckAsync(visitor, "profile", "/profile", page => page.ExpectHeadingAsync("Inês Duarte"));
        await CheckAsync(visitor, "account", "/account", page => page.ExpectHeadingAsync("Close your account"));
    }

    [Fact]
    public async Task What_has_nothing_to_show_yet_is_accessible_and_fits_a_phone()
    {
        await using var visitor = await dashboard.OpenAsync(await dashboard.SignUpAsync());

        await CheckAsync(visitor, "trips-empty", "/trips", page => page.ExpectHeadingAsync("Where did you go first?"));
        await CheckAsync(visitor, "map-empty", "/map", page => page.ExpectHeadingAsync("An empty map"));
    }

    private static async Task CheckAsync(Visitor visitor, string view, string path, Func<IPage, Task> arrive)
    {
        var page = visitor.Page;
        await page.SetViewportSizeAsync(1280, 800);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await page.GotoAsync(path);
        await arrive(page);
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await visitor.ExpectAccessibleAsync($"{view} in light");
        await TakeAsync(page, $"{view}-light");

        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await visitor.ExpectAccessibleAsync($"{view} in dark");
        await TakeAsync(page, $"{view}-dark");

        await page.SetViewportSizeAsync(SmallestPhone, 640);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        var isNarrow = await BecomesAsync(page, $"() => document.documentElement.scrollWidth <= {SmallestPhone}");
        await TakeAsync(page, $"{view}-phone");
        Assert.True(isNarrow, $"{view} is wider than a phone of {SmallestPhone} px, by {await page.EvaluateAsync<string>(Widest)}: see {Screenshots}/{view}-phone.png.");
    }

    /// <summary>Whether something is so, or becomes so while the page is laid out anew.</summary>
    private static async Task<bool> BecomesAsync(IPage page, string condition)
    {
        try
        {
            await page.WaitForFunctionAsync(condition, options: new() { Timeout = 5_000 });
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private static Task<byte[]> TakeAsync(IPage page, string name) => page.ScreenshotAsync(new() { Path = Path.Combine(Screenshots, $"{name}.png"), Animations = ScreenshotAnimations.Disabled });
}
