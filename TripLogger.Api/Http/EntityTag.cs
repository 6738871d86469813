using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace TripLogger.Api.Http;

/// <summary>An item's version as an entity tag: <c>ETag: "3"</c>.</summary>
internal static class EntityTag
{
    public static string For(long version) => $"\"{version.ToString(CultureInfo.InvariantCulture)}\"";

    /// <summary>Answers an item, or 304 to whoever has this version already.</summary>
    /// <remarks>See <see href="https://www.rfc-editor.org/rfc/rfc9110#name-if-none-match">RFC 9110, If-None-Match</see>.</remarks>
    public static IResult Answer<T>(HttpContext context, T item, long version)
    {
        var tag = For(version);
        context.Response.Headers.ETag = tag;
        var isKnown = context.Request.Headers.IfNoneMatch is { Count: > 0 } known
            && HttpMethods.IsGet(context.Request.Method)
            && EntityTagHeaderValue.TryParseList(known!, out var tags)
            && tags.Any(candidate => candidate.Tag == tag || candidate.Equals(EntityTagHeaderValue.Any));
        return isKnown ? TypedResults.StatusCode(StatusCodes.Status304NotModified) : TypedResults.Ok(item);
    }

    /// <summary>The answer to an If-Match that no longer names the current version.</summary>
    public static ProblemHttpResult Stale() =>
        TypedResults.Problem("It was changed since you read it: GET it again, and repeat your change with the new ETag.", statusCode: StatusCodes.Status412PreconditionFailed);

    /// <summary>Reads the version that a change is based on.</summary>
    /// <returns>The version, or the problem to answer.</returns>
    /// <remarks>See <see href="https://www.rfc-editor.org/rfc/rfc9110#name-if-match">RFC 9110, If-Match</see> and <see href="https://www.rfc-editor.org/rfc/rfc6585#section-3">RFC 6585, 428</see>.</remarks>
    public static (long Version, ProblemHttpResult? Refused) ReadIfMatch(HttpRequest request)
    {
        string? header = request.Headers.IfMatch;
        if (string.IsNullOrWhiteSpace(header))
        {
            return (0, TypedResults.Problem("Send the ETag of the version that you changed as If-Match.", statusCode: StatusCodes.Status428PreconditionRequired));
        }

        // "*" and lists are legal, but would overwrite changes that the caller never saw.
        if (!EntityTagHeaderValue.TryParse(header, out var tag) || tag.Equals(EntityTagHeaderValue.Any))
        {
            return (0, TypedResults.Problem("If-Match must be one entity tag, in quotes, as it came in ETag.", statusCode: StatusCodes.Status400BadRequest));
        }

        // Compared character by character: any other tag is well-formed but none of ours, so it cannot be the current one.
        return !tag.IsWeak && long.TryParse(tag.Tag.AsSpan()[1..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var version) && tag.Tag == For(version)
            ? (version, null)
            : (0, Stale());
    }
}
