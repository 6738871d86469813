using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using TripLogger.Tests.AppHost;

namespace TripLogger.Tests.Dashboard.Support;

/// <summary>Someone in front of the page: a browser context with nothing of anyone else in it.</summary>
internal sealed class Visitor : IAsyncDisposable
{
    /// <summary>Generous: the whole test suite may run beside.</summary>
    private const float PatienceMs = 60_000;

    /// <summary>Run in the page itself: the library for Playwright opens one more tab for each check, for frames of other sites, of which there are none.</summary>
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    private readonly RunningAppHost _appHost;
    private readonly ConcurrentQueue<string> _errors = new();

    private Visitor(IBrowserContext context, RunningAppHost appHost)
    {
        Context = context;
        _appHost = appHost;
    }

    public IBrowserContext Context { get; }

    /// <summary>The first tab.</summary>
    public IPage Page { get; private set; } = null!;

    public static async Task<Visitor> ArriveAsync(IBrowserContext context, RunningAppHost appHost)
    {
        context.SetDefaultTimeout(PatienceMs);
        Assertions.SetDefaultExpectTimeout(PatienceMs);
        var visitor = new Visitor(context, appHost);
        visitor.Page = await visitor.OpenTabAsync();
        return visitor;
    }

    /// <summary>Opens one more tab.</summary>
    public async Task<IPage> OpenTabAsync()
    {
        var page = await Context.NewPageAsync();
        page.PageError += (_, error) => _errors.Enqueue(error);
        page.Console += (_, message) =>
        {
            // Answers with a bad status are part of what tests are about; a crash or a breach of the content security policy never is.
            if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
            {
                _errors.Enqueue(message.Text);
            }
        };
        return page;
    }

    /// <summary>Signs in by the form, and waits for the list of trips.</summary>
    public async Task SignInAsync(Traveller traveller)
    {
        await Page.GotoAsync("/sign-in");
        await Page.GetByLabel("E-mail address").FillAsync(traveller.Email);
        await Page.GetByLabel("Password", new() { Exact = true }).FillAsync(Traveller.Password);
        await Page.View().GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Page.ExpectHeadingAsync("Your trips");
    }

    /// <summary>The code in the newest e-mail to an address.</summary>
    public async Task<string> ReadCodeAsync(string email)
    {
        var inbox = await _appHost.CreateClient("cognito").GetFromJsonAsync<JsonObject>(
            $"/inbox.json?to={Uri.EscapeDataString(email)}&limit=1", TestContext.Current.CancellationToken);
        return (string)inbox!["items"]![0]!["code"]!;
    }

    /// <summary>Makes the tokens that the browser keeps expired ones, as an hour would.</summary>
    public Task ExpireTokensAsync() => Page.EvaluateAsync(
        """
        () => {
          for (const key of Object.keys(localStorage).filter(name => /\.(accessToken|idToken)$/.test(name))) {
            const [header, payload, signature] = localStorage.getItem(key).split('.');
            const claims = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
            claims.exp = Math.floor(Date.now() / 1000) - 60;
            const expired = btoa(JSON.stringify(claims)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
            localStorage.setItem(key, [header, expired, signature].join('.'));
          }
        }
        """);

    /// <summary>The access token that the browser keeps.</summary>
    public Task<string> ReadTokenAsync() => Page.EvaluateAsync<string>("() => localStorage.getItem(Object.keys(localStorage).find(name => name.endsWith('.accessToken')))");

    /// <summary>Whether the access token that the browser keeps has expired.</summary>
    public Task<bool> HasExpiredTokenAsync() => Page.EvaluateAsync<bool>(
        """
        () => {
          const key = Object.keys(localStorage).find(name => name.endsWith('.accessToken'));
          return JSON.parse(atob(localStorage.getItem(key).split('.')[1].replaceAll('-', '+').replaceAll('_', '/'))).exp * 1000 < Date.now();
        }
        """);

    /// <summary>Checks what is shown against axe's rules.</summary>
    /// <param name="what">The view, for the message.</param>
    public async Task ExpectAccessibleAsync(string what)
    {
        if (!await Page.EvaluateAsync<bool>("() => 'axe' in window"))
        {
            await Page.EvaluateAsync(Axe);
        }

        var violations = await Page.EvaluateAsync<string[]>(
            """
            async () => (await axe.run({ resultTypes: ['violations'] })).violations.map(({ id, help, nodes }) => [
              `- ${id}: ${help}`,
              ...nodes.slice(0, 3).flatMap(({ html, failureSummary }) => [`    ${html}`, `    ${failureSummary.replaceAll(/\s+/g, ' ')}`]),
            ].join('\n'))
            """);
        Assert.True(violations.Length == 0, $"{what} is not accessible:\n{string.Join('\n', violations)}");
    }

    public async ValueTask DisposeAsync()
    {
        await Context.DisposeAsync();
        Assert.True(_errors.IsEmpty, $"The page had errors:\n{string.Join('\n', _errors)}");
    }
}

/// <summary>What tests say about a page.</summary>
internal static class PageExtensions
{
    /// <summary>The view without what is around every view.</summary>
    public static ILocator View(this IPage page) => page.GetByRole(AriaRole.Main);

    public static ILocator Button(this IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public static ILocator Link(this IPage page, string name) => page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true });

    /// <summary>The link to a trip in the list.</summary>
    public static ILocator Trip(this IPage page, string title) => page.View().GetByRole(AriaRole.Listitem).GetByRole(AriaRole.Link, new() { Name = title, Exact = true });

    public static Task ExpectHeadingAsync(this IPage page, string text) =>
        Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = text, Exact = true }).First).ToBeVisibleAsync();

    public static Task ExpectTextAsync(this IPage page, string text) =>
        // The map's dots carry the same words in their titles, which nobody sees.
        Assertions.Expect(page.GetByText(text).Filter(new() { Visible = true }).First).ToBeVisibleAsync();

    /// <summary>Closes the messages in the corner, which may lie over what one wants to click.</summary>
    public static async Task DismissMessagesAsync(this IPage page)
    {
        var dismiss = page.Button("Dismiss");
        for (var left = await dismiss.CountAsync(); left > 0; left--)
        {
            await dismiss.First.ClickAsync();
        }
    }

    /// <summary>Fills in a trip of a well-known place.</summary>
    public static async Task FillTripAsync(this IPage page, string title)
    {
        await page.GetByLabel("Title").FillAsync(title);
        await page.GetByLabel("Destination").FillAsync("Locarno");
        await page.GetByLabel("Country").SelectOptionAsync("CH");
        await page.GetByLabel("Latitude").FillAsync("46.169");
        await page.GetByLabel("Longitude").FillAsync("8.7956");
        await page.GetByLabel("First day").FillAsync("2026-06-01");
        await page.GetByLabel("Last day").FillAsync("2026-06-07");
        await page.GetByLabel("Distance in km").FillAsync("312.5");
    }
}
