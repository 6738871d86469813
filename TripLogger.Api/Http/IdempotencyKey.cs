using System.Diagnostics.CodeAnalysis;

namespace TripLogger.Api.Http;

/// <summary>The header by which a caller marks a request and its repetitions as one.</summary>
/// <remarks>See <see href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/">the Idempotency-Key header field</see>.</remarks>
internal static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";

    public const int MaxLength = 255;

    /// <summary>Reads the key, null when there is none, or answers what is wrong with it.</summary>
    public static (string? Key, IResult? Refused) Read(HttpRequest request)
    {
        var values = request.Headers[Header];
        if (values.Count == 0)
        {
            return (null, null);
        }

        return values is [var key] && IsValid(key)
            ? (key, null)
            : (null, TypedResults.Problem($"{Header} must be there once, with 1 to {MaxLength} visible ASCII characters: a new UUID for every new trip, for example.", statusCode: StatusCodes.Status400BadRequest));
    }

    /// <summary>Whether this can be a key.</summary>
    public static bool IsValid([NotNullWhen(true)] string? key) => key is { Length: > 0 and <= MaxLength } && key.All(character => character is > ' ' and <= '~');

    /// <summary>The answer to a key that was used for something else.</summary>
    public static IResult Reused() =>
        TypedResults.Problem($"This {Header} was used for a trip with another content: send a new key with a new trip.", statusCode: StatusCodes.Status422UnprocessableEntity);
}
