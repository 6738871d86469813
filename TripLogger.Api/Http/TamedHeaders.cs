using Microsoft.Net.Http.Headers;

namespace TripLogger.Api.Http;

/// <summary>Reads some of a request's headers and its method before the framework does, which would refuse or fail where there is a good answer.</summary>
internal static class TamedHeaders
{
    /// <summary>The encodings in which the page's files are there.</summary>
    private static readonly string[] Encodings = ["br", "gzip"];

    /// <summary>
    /// Answers HEAD as GET, of which the server sends the headers alone; does not look at Accept, because there is nothing to choose from, and a
    /// problem is withheld from whoever does not name its type; and brings Accept-Encoding into a form that routing by it can bear.
    /// </summary>
    /// <remarks>See <see href="https://www.rfc-editor.org/rfc/rfc9110#name-head">RFC 9110, HEAD</see> and <see href="https://www.rfc-editor.org/rfc/rfc9110#name-accept-encoding">Accept-Encoding</see>.</remarks>
    public static WebApplication UseTamedHeaders(this WebApplication app)
    {
        app.Use((context, next) =>
        {
            var request = context.Request;
            if (HttpMethods.IsHead(request.Method))
            {
                request.Method = HttpMethods.Get;
            }

            request.Headers.Remove(HeaderNames.Accept);
            if (request.Headers.AcceptEncoding.Count > 0 && !request.Path.StartsWithSegments("/api"))
            {
                request.Headers.AcceptEncoding = Acceptable(request.Headers.AcceptEncoding);
            }

            return next(context);
        });
        return app;
    }

    /// <summary>Those of our encodings that the header allows, the preferred first; unreadable it allows none.</summary>
    private static string? Acceptable(IList<string?> header)
    {
        if (!StringWithQualityHeaderValue.TryParseList([.. header.OfType<string>()], out var accepted))
        {
            return null;
        }

        // The last word of each counts, and the asterisk is for those that are not named.
        var allowed = Encodings
            .Select(encoding => (Name: encoding, Quality: Quality(accepted, encoding) ?? Quality(accepted, "*") ?? 0))
            .Where(encoding => encoding.Quality > 0)
            .Select(encoding => FormattableString.Invariant($"{encoding.Name};q={encoding.Quality:0.###}"))
            .ToArray();
        return allowed.Length == 0 ? null : string.Join(", ", allowed);
    }

    private static double? Quality(IList<StringWithQualityHeaderValue> accepted, string encoding) =>
        accepted.LastOrDefault(value => value.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase)) is { } found ? found.Quality ?? 1 : null;
}
