using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using TripLogger.Api.Configuration;

namespace TripLogger.Api.Web;

public static class SecurityHeaderExtensions
{
    /// <summary>Everything a page could be allowed and that ours does not use.</summary>
    private const string Permissions =
        "accelerometer=(), autoplay=(), bluetooth=(), browsing-topics=(), camera=(), display-capture=(), encrypted-media=(), geolocation=(), gyroscope=(), hid=(), " +
        "identity-credentials-get=(), idle-detection=(), local-fonts=(), magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), screen-wake-lock=(), " +
        "serial=(), storage-access=(), usb=(), web-share=(), window-management=(), xr-spatial-tracking=()";

    /// <summary>Keeps to ourselves what serves: whoever wants to know looks for what to attack.</summary>
    public static IHostApplicationBuilder AddSecurityHeaders(this IHostApplicationBuilder builder)
    {
        builder.Services.Configure<KestrelServerOptions>(kestrel => kestrel.AddServerHeader = false);
        return builder;
    }

    /// <summary>
    /// Sends the security headers with every answer: a page that is none, such as an error, must not be framed or guessed
    /// into one either.
    /// </summary>
    /// <remarks>See the <see href="https://cheatsheetseries.owasp.org/cheatsheets/HTTP_Headers_Cheat_Sheet.html">OWASP HTTP headers cheat sheet</see>.</remarks>
    public static WebApplication UseSecurityHeaders(this WebApplication app)
    {
        var headers = new Dictionary<string, string>
        {
            [HeaderNames.ContentSecurityPolicy] = ContentSecurityPolicy.ForPage(
                app.Services.GetRequiredService<IOptions<AwsResources>>().Value, app.Services.GetRequiredService<IOptions<CloudOptions>>().Value),
            [HeaderNames.XContentTypeOptions] = "nosniff",
            [HeaderNames.XFrameOptions] = "DENY",
            ["Referrer-Policy"] = "no-referrer",
            ["Permissions-Policy"] = Permissions,
            ["Cross-Origin-Opener-Policy"] = "same-origin",
            ["Cross-Origin-Resource-Policy"] = "same-origin",
        };
        var isDevelopment = app.Environment.IsDevelopment();
        if (!isDevelopment)
        {
            // Always: TLS ends at the gateway, and over plain HTTP browsers ignore it.
            headers[HeaderNames.StrictTransportSecurity] = "max-age=31536000; includeSubDomains";
        }

        app.Use((context, next) =>
        {
            // At the last moment: an exception takes away what was there before.
            context.Response.OnStarting(() =>
            {
                foreach (var (name, value) in headers)
                {
                    context.Response.Headers[name] = value;
                }

                if (isDevelopment && context.Request.Path.StartsWithSegments("/scalar"))
                {
                    context.Response.Headers.ContentSecurityPolicy = ContentSecurityPolicy.ForReference;
                }

                return Task.CompletedTask;
            });
            return next(context);
        });
        return app;
    }
}
