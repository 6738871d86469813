using System.Text.Json.Nodes;
using Microsoft.Playwright;
using TripLogger.Tests.AppHost;
using TripLogger.Tests.Dashboard.Support;
using TripLogger.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace TripLogger.Tests.Dashboard;

/// <summary>The list of trips: in the order of travel, searched as a whole, and there again when one comes back.</summary>
public sealed class TripListTests(SharedDashboard dashboard)
{
    private const string First = "The very first one";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Filters_know_all_trips_and_are_in_the_address()
    {
        await using var visitor = await dashboard.OpenAsync(await TravellerWithManyTripsAsync());
        var page = visitor.Page;

        // Typed in last, begun last: the order is that of travel. The very first trip is not read yet.
        Assert.StartsWith("Trip 30", await page.View().GetByRole(AriaRole.Listitem).First.InnerTextAsync(), StringComparison.Ordinal);
        await Expect(page.Trip(First)).ToBeHiddenAsync();
        await page.GetByLabel("Year").SelectOptionAsync("1999");
        await Expect(page.Trip(First)).ToBeVisibleAsync();
        await Expect(page.GetByText("1 trip of 1 match.")).ToBeVisibleAsync();
        await page.GetByLabel("Year").SelectOptionAsync("");
        await page.GetByLabel("Country").SelectOptionAsync(new SelectOptionValue { Label = "New Zealand" });
        await Expect(page.Trip(First)).ToBeVisibleAsync();
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/trips\\?country=NZ$"));

        await page.ReloadAsync();

        await Expect(page.Trip(First)).ToBeVisibleAsync();
        await Expect(page.GetByLabel("Country")).ToHaveValueAsync("NZ");
        await page.Link("Trips").ClickAsync();
        await Expect(page.GetByLabel("Country")).ToHaveValueAsync("");
    }

    [Fact]
    public async Task Who_comes_back_is_at_the_very_trip()
    {
        await using var visitor = await dashboard.OpenAsync(await TravellerWithManyTripsAsync());
        var page = visitor.Page;

        // Out of a search, by the browser's button.
        await page.GetByLabel("Search").FillAsync("very first");
        await page.Trip(First).ClickAsync();
        await page.ExpectHeadingAsync(First);
        await page.GoBackAsync();
        await Expect(page.GetByLabel("Search")).ToHaveValueAsync("very first");
        await Expect(page.Trip(First)).ToBeFocusedAsync();

        // Out of the middle of the list, by leaving the form.
        await page.Button("Clear search and filters").ClickAsync();
        await page.Trip("Trip 12").ClickAsync();
        await page.ExpectHeadingAsync("Trip 12");
        await page.GetByLabel("Title").FillAsync("Trip 12, renamed");
        await page.Button("Save trip").ClickAsync();
        await Expect(page.Trip("Trip 12, renamed")).ToBeFocusedAsync();
        await Expect(page.Trip("Trip 12, renamed")).ToBeInViewportAsync();

        // And after a reload, when the list has to be read again.
        await page.Trip("Trip 2").ClickAsync();
        await page.ReloadAsync();
        await page.ExpectHeadingAsync("Trip 2");
        await page.GoBackAsync();
        await Expect(page.Trip("Trip 2")).ToBeFocusedAsync();
        await Expect(page.Trip("Trip 2")).ToBeInViewportAsync();
    }

    [Fact]
    public async Task A_list_that_was_read_too_early_still_shows_what_was_saved()
    {
        // Arrange: lists come as they were before.
        var traveller = await dashboard.SignUpAsync();
        await traveller.AddTripAsync(Trip("Known", "2025-05-01"), Cancel);
        await using var visitor = await dashboard.OpenAsync(traveller);
        var page = visitor.Page;
        var before = await page.APIRequest.GetAsync("/api/trips?limit=20", new() { Headers = [new("Authorization", $"Bearer {await visitor.ReadTokenAsync()}")] });
        var body = await before.TextAsync();
        await page.RouteAsync(url => url.Contains("/api/trips?", StringComparison.Ordinal), route => route.FulfillAsync(new() { Body = body, ContentType = "application/json" }));

        // Act
        await page.View().GetByRole(AriaRole.Link, new() { Name = "Add a trip" }).First.ClickAsync();
        await page.FillTripAsync("Just saved");
        await page.Button("Add trip").ClickAsync();
        await Expect(page.Trip("Just saved")).ToBeVisibleAsync();
        await page.EvaluateAsync("() => window.dispatchEvent(new Event('visibilitychange'))");
        await page.Link("Map").ClickAsync();
        await page.ExpectHeadingAsync("Your world");
        await page.Link("Trips").ClickAsync();

        // Assert: 2026 before 2025.
        await Expect(page.Trip("Just saved")).ToBeVisibleAsync();
        await Expect(page.View().GetByRole(AriaRole.Listitem).First).ToContainTextAsync("Just saved");
    }

    [Fact]
    public async Task What_is_planned_is_not_counted_and_days_are_counted_once()
    {
        var traveller = await dashboard.SignUpAsync();
        await traveller.AddTripAsync(Trip("Planned", "2199-01-01", "2199-01-09", "JP", km: 5000), Cancel);
        await traveller.AddTripAsync(Trip("Long", "2024-12-30", "2025-01-08", km: 99_698), Cancel);
        await traveller.AddTripAsync(Trip("Within", "2025-01-02", "2025-01-03", km: 104_828), Cancel);
        await traveller.AddTripAsync(Trip("Long ago", "1961-05-05", km: 10), Cancel);
        await using var visitor = await dashboard.OpenAsync(traveller);
        var page = visitor.Page;

        var totals = page.Locator(".totals");
        await Expect(totals).ToContainTextAsync("3 trips");
        await Expect(totals).ToContainTextAsync("+ 1 planned");
        await Expect(totals).ToContainTextAsync("11 days");
        await Expect(totals).ToContainTextAsync("204,536 km");
        await Expect(totals).ToContainTextAsync("1 country");

        // The chart: one scale, and one line for the decades between.
        await page.Link("Map").ClickAsync();
        var kilometres = page.GetByRole(AriaRole.Table, new() { Name = "Kilometres per year" });
        await Expect(kilometres.GetByRole(AriaRole.Row)).ToHaveCountAsync(5);
        await Expect(kilometres.GetByRole(AriaRole.Row, new() { Name = "1962–2023 no trips" })).ToBeVisibleAsync();
        var widths = await kilometres.Locator("rect").EvaluateAllAsync<double[]>("bars => bars.map(bar => bar.getBoundingClientRect().width)");
        Assert.Equal(104_828.0 / 99_698, widths[0] / widths[1], 0.01);
    }

    private static JsonObject Trip(string title, string start, string? end = null, string country = "CH", double km = 100) => TripRequests.Body(body =>
    {
        body["title"] = title;
        body["destination"]!["country"] = country;
        body["startDate"] = start;
        body["endDate"] = end ?? start;
        body["distanceKm"] = km;
    });

    /// <summary>More trips than the page reads at first, the oldest typed in last.</summary>
    private async Task<Traveller> TravellerWithManyTripsAsync()
    {
        var traveller = await dashboard.SignUpAsync();
        await Task.WhenAll(Enumerable.Range(1, 30).Select(number => traveller.AddTripAsync(Trip($"Trip {number}", $"20{number:00}-03-01"), Cancel)));
        await traveller.AddTripAsync(Trip(First, "1999-03-01", country: "NZ"), Cancel);
        return traveller;
    }
}
