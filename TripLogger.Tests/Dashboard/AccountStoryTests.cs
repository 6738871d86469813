using System.Text.Json.Nodes;
using Aspire.Hosting.Testing;
using Microsoft.Playwright;
using TripLogger.Tests.Dashboard.Support;
using static Microsoft.Playwright.Assertions;

namespace TripLogger.Tests.Dashboard;

/// <summary>A traveller's whole life with the page, by the real AppHost and a real browser.</summary>
public sealed class AccountStoryTests(SharedDashboard dashboard)
{
    private const string Password = "Correct-horse-7";
    private const string NewPassword = "Battery-staple-8";

    [Fact]
    public async Task From_sign_up_to_the_deleted_account()
    {
        await using var visitor = await dashboard.OpenAsync();
        var page = visitor.Page;
        var email = $"{Guid.NewGuid():N}@example.com";
        var title = $"Story {Guid.NewGuid():N}";

        // Sign up. The code arrives in the inbox that the bar of a local run links to.
        await page.GotoAsync("/");
        await page.ExpectTextAsync("Local cloud: nothing here reaches AWS.");
        await page.Link("Sign up").ClickAsync();
        await page.GetByLabel("E-mail address").FillAsync(email);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(Password);
        await page.Button("Create account").ClickAsync();
        await page.ExpectHeadingAsync("Confirm your address");
        await page.GetByLabel("Code").FillAsync(await visitor.ReadCodeAsync(email));
        await page.Button("Confirm").ClickAsync();
        await page.ExpectHeadingAsync("Your trips");

        // The profile is there, and a change is visible at once.
        await page.Link("Profile").ClickAsync();
        await page.Button("Edit profile").ClickAsync();
        await page.GetByLabel("Display name").FillAsync("Ada of the story");
        await page.GetByLabel("Home country").SelectOptionAsync("PT");
        await page.Button("Save profile").ClickAsync();
        await page.ExpectHeadingAsync("Ada of the story");

        // A trip, made public by its switch.
        await page.Link("Trips").ClickAsync();
        await page.View().GetByRole(AriaRole.Link, new() { Name = "Add a trip" }).First.ClickAsync();
        await page.FillTripAsync(title);
        await page.Button("Add trip").ClickAsync();
        await Expect(page.Trip(title)).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Switch, new() { Name = $"Public: {title}" }).ClickAsync();
        await page.ExpectTextAsync($"“{title}” is public now");

        // Deleted, and taken back.
        await page.DismissMessagesAsync();
        await page.Button($"Delete {title}").ClickAsync();
        await Expect(page.Trip(title)).ToBeHiddenAsync();
        await page.Button("Undo").First.ClickAsync();
        await Expect(page.Trip(title)).ToBeVisibleAsync();

        // Another password; then everything that we hold, as a file.
        await page.Link("Account").ClickAsync();
        await page.Button("Change password").ClickAsync();
        await page.GetByLabel("Current password").FillAsync(Password);
        await page.GetByLabel("New password").FillAsync(NewPassword);
        await page.View().GetByRole(AriaRole.Button, new() { Name = "Change password" }).Last.ClickAsync();
        await page.ExpectTextAsync("Your password is changed.");
        var download = await page.RunAndWaitForDownloadAsync(() => page.Button("Export as JSON").ClickAsync());
        var export = JsonNode.Parse(await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken))!;
        Assert.Equal(email, (string?)export["profile"]!["email"]);
        Assert.Equal(title, (string?)export["trips"]!.AsArray().Single()!["title"]);

        // Signed out, everyone sees the public trip with its traveller's name.
        await page.Button("Sign out here").ClickAsync();
        await page.ExpectHeadingAsync("Every trip leaves a line on the map.");
        await WaitForPublicTripAsync(page, title);
        await page.ReloadAsync();
        await page.ExpectTextAsync(title);
        await page.ExpectTextAsync("by Ada of the story");

        // Signed in again, with the new password, the account is closed.
        await page.Link("Sign in").ClickAsync();
        await page.GetByLabel("E-mail address").FillAsync(email);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(NewPassword);
        await page.View().GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.ExpectHeadingAsync("Your trips");
        await page.Link("Account").ClickAsync();
        await page.Button("Close account…").ClickAsync();
        await page.GetByLabel($"Type {email} to confirm").FillAsync(email);
        await page.Button("Close account and delete everything").ClickAsync();
        await page.ExpectTextAsync("Your account is closed, and everything in it is deleted.");

        // Nothing is left to sign in to.
        await page.GetByLabel("E-mail address").FillAsync(email);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(NewPassword);
        await page.View().GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.ExpectTextAsync("The e-mail address or the password is wrong.");
    }

    [Fact]
    public async Task The_dev_server_shows_the_page_as_F5_does_and_passes_on_what_is_for_the_API()
    {
        var appHost = await dashboard.GetAppHostAsync();
        await appHost.Application.ResourceNotifications.WaitForResourceHealthyAsync("web", WaitBehavior.StopOnResourceUnavailable, TestContext.Current.CancellationToken);
        await using var visitor = await dashboard.OpenAsync(appHost.Application.GetEndpoint("web"));
        var page = visitor.Page;

        await page.GotoAsync("/");
        await page.ExpectHeadingAsync("Every trip leaves a line on the map.");
        await page.ExpectTextAsync("Local cloud: nothing here reaches AWS.");
        await page.Link("Sign up").ClickAsync();
        await page.ExpectHeadingAsync("Create an account");
    }

    [Fact]
    public async Task A_forgotten_password_is_replaced_by_a_code()
    {
        var traveller = await dashboard.SignUpAsync();
        await using var visitor = await dashboard.OpenAsync();
        var page = visitor.Page;

        await page.GotoAsync("/sign-in");
        await page.Link("Forgot your password?").ClickAsync();
        await page.GetByLabel("E-mail address").FillAsync(traveller.Email);
        await page.Button("Send the code").ClickAsync();
        await page.ExpectTextAsync($"If there is an account for {traveller.Email}, a code is on its way.");
        await page.GetByLabel("Code").FillAsync(await visitor.ReadCodeAsync(traveller.Email));
        await page.GetByLabel("New password").FillAsync(NewPassword);
        await page.View().GetByRole(AriaRole.Button, new() { Name = "Change password" }).ClickAsync();
        await page.ExpectTextAsync("Your password is changed. Sign in with the new one.");
        await page.GetByLabel("E-mail address").FillAsync(traveller.Email);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(NewPassword);
        await page.View().GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();

        await page.ExpectHeadingAsync("Your trips");
    }

    /// <summary>What the page shows of public trips may be some seconds old: the API keeps the answer.</summary>
    private static async Task WaitForPublicTripAsync(IPage page, string title)
    {
        var asked = await page.RunAndWaitForResponseAsync(() => page.ReloadAsync(), response => response.Url.Contains("/api/public/trips", StringComparison.Ordinal));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (!(await (await page.APIRequest.GetAsync(asked.Url)).TextAsync()).Contains(title, StringComparison.Ordinal))
        {
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }
}
