using System.Text.Json.Nodes;
using Microsoft.Playwright;
using TripLogger.Tests.AppHost;
using TripLogger.Tests.Cognito.Support;
using TripLogger.Tests.Dashboard.Support;
using TripLogger.Tests.Fixtures;

[assembly: AssemblyFixture(typeof(SharedDashboard))]

namespace TripLogger.Tests.Dashboard.Support;

/// <summary>
/// One AppHost and one browser for all tests of the page, started by the first. The page is the one that the published API serves, under
/// its security policy, in the place of the AppHost's. Each test has travellers and a browser context of its own.
/// </summary>
public sealed class SharedDashboard : IAsyncDisposable
{
    private readonly TemporaryFolder _data = new();
    private readonly Lazy<Task<RunningAppHost>> _appHost;
    private readonly Lazy<Task<ApiProcess>> _page;
    private readonly Lazy<Task<IBrowser>> _browser = new(LaunchAsync);

    public SharedDashboard()
    {
        _appHost = new(() => RunningAppHost.StartHealthyAsync(_data.Path, CancellationToken.None, withPage: true));
        _page = new(async () => await PublishedApi.StartLikeAsync(await (await GetAppHostAsync()).EnvironmentAsync("api", CancellationToken.None)));
    }

    internal Task<RunningAppHost> GetAppHostAsync() => _appHost.Value;

    /// <summary>Opens the page as someone who was never there. Where no browser is, the test is skipped.</summary>
    /// <param name="address">Where the page is, when it is another one.</param>
    /// <param name="options">How the browser is.</param>
    internal async Task<Visitor> OpenAsync(Uri? address = null, Action<BrowserNewContextOptions>? options = null)
    {
        ChromiumPath.Require();
        var context = new BrowserNewContextOptions
        {
            BaseURL = (address ?? await (await _page.Value).WaitForAddressAsync(TestContext.Current.CancellationToken)).AbsoluteUri,
            Locale = "en-GB",
            TimezoneId = "Europe/Berlin",
            ViewportSize = new() { Width = 1280, Height = 800 },
            ReducedMotion = ReducedMotion.Reduce,
        };
        options?.Invoke(context);
        return await Visitor.ArriveAsync(await (await _browser.Value).NewContextAsync(context), await GetAppHostAsync());
    }

    /// <summary>Someone who has signed up; a newcomer to the page.</summary>
    internal async Task<Traveller> SignUpAsync()
    {
        ChromiumPath.Require();
        var traveller = await (await GetAppHostAsync()).TravellerAsync(email: null, TestContext.Current.CancellationToken);
        await traveller.SignUpAsync(TestContext.Current.CancellationToken);
        await traveller.SignInAsync(TestContext.Current.CancellationToken);
        return traveller;
    }

    /// <summary>Opens the page as someone who signed in before: the form is only for tests that are about it.</summary>
    /// <param name="traveller">Who it is.</param>
    /// <param name="options">How the browser is.</param>
    internal async Task<Visitor> OpenAsync(Traveller traveller, Action<BrowserNewContextOptions>? options = null)
    {
        var visitor = await OpenAsync(address: null, context =>
        {
            context.StorageState = new JsonObject
            {
                ["origins"] = new JsonArray(new JsonObject
                {
                    ["origin"] = context.BaseURL!.TrimEnd('/'),
                    ["localStorage"] = new JsonArray([.. traveller.Kept.Select(item => new JsonObject { ["name"] = item.Key, ["value"] = item.Value })]),
                }),
            }.ToJsonString();
            options?.Invoke(context);
        });
        await visitor.Page.GotoAsync("/trips");
        await visitor.Page.ExpectHeadingAsync("Your trips");
        return visitor;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser.IsValueCreated && _browser.Value.IsCompletedSuccessfully)
        {
            await (await _browser.Value).DisposeAsync();
        }

        if (_page.IsValueCreated && _page.Value.IsCompletedSuccessfully)
        {
            await (await _page.Value).DisposeAsync();
        }

        if (_appHost.IsValueCreated && _appHost.Value.IsCompletedSuccessfully)
        {
            await (await _appHost.Value).DisposeAsync();
        }

        _data.Dispose();
    }

    private static async Task<IBrowser> LaunchAsync()
    {
        var playwright = await Playwright.CreateAsync();
        return await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = ChromiumPath.Require(),
            Args = ["--disable-quic", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }
}
