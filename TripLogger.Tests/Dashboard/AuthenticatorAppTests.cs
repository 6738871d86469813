using Microsoft.Playwright;
using OtpNet;
using TripLogger.Tests.AppHost;
using TripLogger.Tests.Dashboard.Support;

namespace TripLogger.Tests.Dashboard;

/// <summary>The authenticator app: needed to sign in, and to be taken away.</summary>
public sealed class AuthenticatorAppTests(SharedDashboard dashboard)
{
    private const int Step = 30;

    [Fact]
    public async Task A_code_is_good_once_to_sign_in_and_to_turn_it_off()
    {
        var traveller = await dashboard.SignUpAsync();
        await using var visitor = await dashboard.OpenAsync(traveller);
        var page = visitor.Page;
        var app = await SetUpAsync(page);

        // A sign-in uses its code up.
        await page.Button("Sign out here").ClickAsync();
        var code = At(app, 0);
        await SignInAsync(page, traveller);
        await EnterAsync(page, "Confirm", code);
        await page.ExpectHeadingAsync("Your trips");
        await page.Link("Account").ClickAsync();
        await page.Button("Sign out here").ClickAsync();
        await SignInAsync(page, traveller);
        await EnterAsync(page, "Confirm", code);
        await page.ExpectTextAsync("This code was used already. Wait until your app shows the next one.");
        var next = At(app, Step);
        await EnterAsync(page, "Confirm", next);
        await page.ExpectHeadingAsync("Your trips");

        // A code that is used up does not turn it off either.
        await page.Link("Account").ClickAsync();
        await page.Button("Turn off").ClickAsync();
        await EnterAsync(page, "Turn it off", next);
        await page.ExpectTextAsync("This is not the code. Wait for the next one, and check the clock of your phone.");
        await page.ReloadAsync();
        await page.ExpectTextAsync("On: signing in also needs a code from your app.");
    }

    [Fact]
    public async Task It_goes_off_by_the_code_that_it_shows_and_not_by_a_click()
    {
        await using var visitor = await dashboard.OpenAsync(await dashboard.SignUpAsync());
        var page = visitor.Page;
        var app = await SetUpAsync(page);
        await page.DismissMessagesAsync();

        await page.Button("Turn off").ClickAsync();
        await page.ExpectTextAsync("To turn it off, enter the code that your app shows now.");
        await EnterAsync(page, "Turn it off", At(app, 0));

        await page.ExpectTextAsync("The authenticator app is off.");
        await page.ReloadAsync();
        await page.ExpectTextAsync("Off. With it, signing in also needs a code from an app on your phone.");
    }

    /// <summary>Sets an app up, with the code before the current one: each is good once.</summary>
    private static async Task<Totp> SetUpAsync(IPage page)
    {
        await page.Link("Account").ClickAsync();
        await page.Button("Set up").ClickAsync();
        var secret = await page.Locator("code.secret").InnerTextAsync();
        var app = new Totp(Base32Encoding.ToBytes(secret.Replace(" ", "", StringComparison.Ordinal)));
        await EnterAsync(page, "Turn on", At(app, -Step));
        await page.ExpectTextAsync("The authenticator app is on.");
        return app;
    }

    private static string At(Totp app, int seconds) => app.ComputeTotp(DateTime.UtcNow.AddSeconds(seconds));

    private static async Task SignInAsync(IPage page, Traveller traveller)
    {
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("E-mail address").FillAsync(traveller.Email);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(Traveller.Password);
        await page.View().GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.ExpectHeadingAsync("One more step");
    }

    private static async Task EnterAsync(IPage page, string button, string code)
    {
        await page.GetByLabel("Code from your app").FillAsync(code);
        await page.Button(button).ClickAsync();
    }
}
