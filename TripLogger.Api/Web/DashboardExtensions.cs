using System.Text.RegularExpressions;

namespace TripLogger.Api.Web;

/// <summary>
/// Serves the published web page by ASP.NET Core's static assets, with what the publication worked out: compressed variants,
/// entity tags of the content, and long caching where a name carries a hash. An API that runs from its build has no page;
/// there Vite's server serves it.
/// </summary>
public static partial class DashboardExtensions
{
    private const string EntryPage = "/index.html";

    /// <summary>Answers all paths of the page by its entry page, whose script knows what to show there. Comes before routing.</summary>
    public static WebApplication UseDashboardPaths(this WebApplication app)
    {
        if (HasDashboard(app))
        {
            app.Use((context, next) =>
            {
                if ((HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)) && PagePath().IsMatch(context.Request.Path.Value!))
                {
                    context.Request.Path = EntryPage;
                }

                return next(context);
            });
        }

        return app;
    }

    /// <summary>Maps the files of the page.</summary>
    public static void MapDashboard(this WebApplication app)
    {
        if (HasDashboard(app))
        {
            app.MapStaticAssets();
        }
    }

    private static bool HasDashboard(WebApplication app) => app.Environment.WebRootFileProvider.GetFileInfo(EntryPage).Exists;

    // Neither files nor anything of the API, whose unknown paths stay 404.
    [GeneratedRegex(@"^/(?!(?:api|openapi|scalar|health|alive|assets|config\.json)(?:/|$))(?:[^/]*/)*[^./]*$", RegexOptions.IgnoreCase)]
    private static partial Regex PagePath();
}
