using System.Text.Json.Nodes;
using Microsoft.Playwright;
using TripLogger.Tests.Dashboard.Support;
using TripLogger.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace TripLogger.Tests.Dashboard;

/// <summary>One language at a time.</summary>
public sealed class LanguageTests(SharedDashboard dashboard)
{
    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("ar-EG")]
    public async Task Numbers_dates_and_countries_are_in_the_language_of_the_words(string browser)
    {
        var traveller = await dashboard.SignUpAsync();
        await traveller.AddTripAsync(
            TripRequests.Body(body =>
            {
                body["destination"] = new JsonObject { ["name"] = "Cape Town", ["country"] = "ZA", ["latitude"] = -33.9, ["longitude"] = 18.4 };
                body["startDate"] = "2019-08-01";
                body["endDate"] = "2019-08-23";
                body["distanceKm"] = 21390;
            }),
            TestContext.Current.CancellationToken);

        await using var visitor = await dashboard.OpenAsync(traveller, context => context.Locale = browser);
        var page = visitor.Page;
        Assert.Equal("en", await page.Locator("html").GetAttributeAsync("lang"));

        await page.ExpectTextAsync("21,390 km");
        await page.ExpectTextAsync("Cape Town, South Africa");
        await page.ExpectTextAsync("Aug 1 – 23, 2019");
        await page.Link("Map").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Table, new() { Name = "Kilometres per year" })).ToContainTextAsync("21,390 km");
        await Expect(page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "South Africa" }).First).ToBeVisibleAsync();
        await page.Link("Profile").ClickAsync();
        await page.Button("Edit profile").ClickAsync();
        await Expect(page.GetByLabel("Home country").GetByRole(AriaRole.Option, new() { Name = "Kosovo", Exact = true })).ToBeAttachedAsync();
        await Expect(page.GetByLabel("Home country").GetByRole(AriaRole.Option, new() { Name = "Germany", Exact = true })).ToBeAttachedAsync();
    }
}
