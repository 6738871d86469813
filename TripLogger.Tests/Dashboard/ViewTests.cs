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
    private static readonly int[] Phones = [320, 360, 390];

    private static readonly string Screenshots = Path.Combine(RepositoryPaths.Root, "artifacts", "screenshots");

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

    /// <summary>Names the words that are on more than one line; what nobody could read anyway, as an address of 40 letters, may be.</summary>
    private const string BrokenWords =
        """
        () => {
          const broken = [];
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          const range = document.createRange();
          while (walker.nextNode()) {
            const node = walker.currentNode;
            if (!node.parentElement.checkVisibility({ visibilityProperty: true }) || node.parentElement.closest('.visually-hidden, option, noscript, code')) {
              continue;
            }
            for (const { 0: word, index } of node.data.matchAll(/[\p{L}\p{N}.,]{2,24}(?![\p{L}\p{N}@])/gu)) {
              if (/[\p{L}\p{N}@]$/u.test(node.data.slice(0, index))) {
                continue;
              }
              range.setStart(node, index);
              range.setEnd(node, index + word.length);
              const lines = new Set([...range.getClientRects()].filter(({ width }) => width > 0).map(({ top }) => Math.round(top)));
              if (lines.size > 1) {
                broken.push(word);
              }
            }
          }
          return broken;
        }
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

    [Theory]
    [InlineData(320, 568)]
    [InlineData(360, 640)]
    [InlineData(390, 844)]
    public async Task The_first_trip_is_on_a_phones_first_screen(int width, int height)
    {
        var traveller = await dashboard.SignUpAsync();
        await traveller.AddTripAsync(SampleTrips.All.First(), Cancel);
        await using var visitor = await dashboard.OpenAsync(traveller, context => context.ViewportSize = new() { Width = width, Height = height });

        var trip = visitor.Page.Trip("Night train to the midnight sun");
        await Assertions.Expect(trip).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Page.GetByText("1 trip.")).ToBeVisibleAsync();

        var bottom = await trip.EvaluateAsync<double>("element => element.getBoundingClientRect().bottom");
        var navigation = await visitor.Page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).EvaluateAsync<double>("element => element.getBoundingClientRect().top");
        Assert.True(bottom <= navigation, $"The first trip's title ends at {bottom} px, where only {navigation} of {height} px are free.");
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

        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        foreach (var phone in Phones)
        {
            await page.SetViewportSizeAsync(phone, 640);
            var isNarrow = await BecomesAsync(page, $"() => document.documentElement.scrollWidth <= {phone}");
            await TakeAsync(page, $"{view}-phone-{phone}");
            Assert.True(isNarrow, $"{view} is wider than a phone of {phone} px, by {await page.EvaluateAsync<string>(Widest)}: see {Screenshots}/{view}-phone-{phone}.png.");
            var broken = await page.EvaluateAsync<string[]>(BrokenWords);
            Assert.True(broken.Length == 0, $"{view} breaks words on a phone of {phone} px, see {Screenshots}/{view}-phone-{phone}.png: {string.Join(", ", broken)}");
        }
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
