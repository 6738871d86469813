using System.Security.Cryptography;
using System.Text;
using CognitoEmulator.Messages;
using CognitoEmulator.Protocol;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CognitoEmulator.Pages;

/// <summary>
/// The pages <c>/inbox</c> and <c>/users</c>. Their actions are forms of the same origin: a page elsewhere can neither
/// read them nor make the browser send them.
/// </summary>
internal static class PageEndpoints
{
    // Style and script are in the page and change with no build; nothing else may run or be loaded.
    private static readonly string ContentSecurityPolicy =
        $"default-src 'none'; style-src {Hash(Layout.Style)}; script-src {Hash(Layout.Script)}; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            if (HttpMethods.IsPost(http.Request.Method) && !IsSameOrigin(http.Request))
            {
                return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
            }

            http.Response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
            http.Response.Headers.CacheControl = "no-store";
            http.Response.Headers.XContentTypeOptions = "nosniff";
            http.Response.Headers["Referrer-Policy"] = "same-origin";
            return await next(context);
        });
        pages.MapGet("/", () => TypedResults.LocalRedirect("/inbox"));
        pages.MapGet("/inbox", (Inbox inbox, string? to) => Html(InboxPageView.Render(inbox, to)));
        pages.MapGet("/users", (UsersPage users, string? pool, string? find) => Html(users.Render(pool, find)));
        pages.MapPost("/users/{action}", PostAsync);
    }

    /// <summary>Does what a button says and goes back to the list, with the refusal if there was one.</summary>
    private static async Task<Results<RedirectHttpResult, ContentHttpResult, NotFound>> PostAsync(string action, HttpContext http, UsersPage users)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        try
        {
            return await users.ActAsync(action, form["pool"].ToString(), form["username"].ToString(), http.RequestAborted)
                ? TypedResults.LocalRedirect($"/users?pool={Uri.EscapeDataString(form["pool"].ToString())}")
                : TypedResults.NotFound();
        }
        catch (CognitoException refusal)
        {
            return Html(users.Render(form["pool"].ToString(), find: null, refusal.Message), refusal.Status);
        }
    }

    private static ContentHttpResult Html(string page, int status = StatusCodes.Status200OK) => TypedResults.Content(page, "text/html; charset=utf-8", statusCode: status);

    /// <summary>Browsers tell where a form comes from; who does not tell is refused too.</summary>
    private static bool IsSameOrigin(HttpRequest request) =>
        request.Headers.Origin.ToString() == $"{request.Scheme}://{request.Host}";

    private static string Hash(string text) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";
}
