using Microsoft.AspNetCore.Http.HttpResults;

namespace TripLogger.Api.Authentication;

internal static class SignedOutExtensions
{
    /// <summary>The answer to a token that is well signed, but that the pool no longer accepts.</summary>
    /// <remarks>See <see href="https://www.rfc-editor.org/rfc/rfc6750#section-3">RFC 6750, the WWW-Authenticate response header field</see>.</remarks>
    public static UnauthorizedHttpResult SignedOut(this HttpResponse response)
    {
        response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
        return TypedResults.Unauthorized();
    }
}
