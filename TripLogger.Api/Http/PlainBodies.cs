using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace TripLogger.Api.Http;

/// <summary>Bodies are taken as they are: one that says that it is compressed would be read as what it is not.</summary>
internal static class PlainBodies
{
    private const string Identity = "identity";

    /// <summary>Refuses a body with a Content-Encoding where a body is read.</summary>
    /// <remarks>See <see href="https://www.rfc-editor.org/rfc/rfc9110#name-415-unsupported-media-type">RFC 9110, 415</see>.</remarks>
    public static WebApplication UsePlainBodies(this WebApplication app)
    {
        app.Use((context, next) =>
        {
            var isEncoded = context.Request.Headers.ContentEncoding is { Count: > 0 } codings
                && codings.Any(coding => !string.IsNullOrWhiteSpace(coding) && !coding.Trim().Equals(Identity, StringComparison.OrdinalIgnoreCase));
            return isEncoded && context.GetEndpoint()?.Metadata.GetMetadata<IAcceptsMetadata>() is not null ? RefuseAsync(context) : next(context);
        });
        return app;
    }

    private static Task RefuseAsync(HttpContext context)
    {
        context.Response.Headers[HeaderNames.AcceptEncoding] = Identity;
        return TypedResults.Problem("Send the body as it is, without a Content-Encoding.", statusCode: StatusCodes.Status415UnsupportedMediaType).ExecuteAsync(context);
    }
}
