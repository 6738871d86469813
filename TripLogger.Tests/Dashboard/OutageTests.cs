using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using TripLogger.Tests.AppHost;
using TripLogger.Tests.Dashboard.Support;
using TripLogger.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace TripLogger.Tests.Dashboard;

/// <summary>The API goes and comes back. Alone, because all other tests of the page use it too.</summary>
[Collection<Alone>]
public sealed class OutageTests(SharedDashboard dashboard)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_the_API_is_down_nothing_typed_is_lost_and_afterwards_it_is_saved()
    {
        // Arrange
        await using var visitor = await dashboard.OpenAsync(await dashboard.SignUpAsync());
        var page = visitor.Page;
        var appHost = await dashboard.GetAppHostAsync();
        await page.View().GetByRole(AriaRole.Link, new() { Name = "Add a trip" }).First.ClickAsync();
        await page.FillTripAsync("Kept through the outage");

        await ExecuteAsync(appHost, KnownResourceCommands.StopCommand);
        try
        {
            // Saving fails and says so.
            await page.Button("Add trip").ClickAsync();
            await page.ExpectTextAsync("Not saved. What you typed is kept.");

            // A list that was not read yet says so too, and offers to try again.
            await page.GotoAsync("/trips");
            await Expect(page.Button("Try again").First).ToBeVisibleAsync();
        }
        finally
        {
            await ExecuteAsync(appHost, KnownResourceCommands.StartCommand);
        }

        // The API is back.
        await page.Button("Try again").First.ClickAsync();
        await page.ExpectTextAsync("Where did you go first?");
        await page.GotoAsync("/trips/new");
        await page.ExpectTextAsync("This is what you typed before and did not save.");
        await Expect(page.GetByLabel("Title")).ToHaveValueAsync("Kept through the outage");
        await page.Button("Add trip").ClickAsync();
        await Expect(page.Trip("Kept through the outage")).ToBeVisibleAsync();
    }

    private static async Task ExecuteAsync(RunningAppHost appHost, string command)
    {
        var result = await appHost.Application.Services.GetRequiredService<ResourceCommandService>().ExecuteCommandAsync("api", command, Cancel);
        Assert.True(result.Success, $"{command} failed: {result.Message}");
        if (command == KnownResourceCommands.StartCommand)
        {
            await appHost.Application.ResourceNotifications.WaitForResourceHealthyAsync("api", WaitBehavior.StopOnResourceUnavailable, Cancel);
        }
    }
}
