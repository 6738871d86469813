using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace CognitoEmulator.Protocol;

internal static class RequestBody
{
    /// <exception cref="CognitoException">SerializationException: no JSON, or JSON of another shape.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> body, JsonTypeInfo<T> type)
        where T : notnull
    {
        try
        {
            RefuseNullElements(body.Span);
            return JsonSerializer.Deserialize(body.Span, type) ?? throw Malformed("the body is null");
        }
        catch (JsonException error)
        {
            throw Malformed(error.Path is { } path ? $"at {path}" : "no JSON object");
        }
        catch (InvalidOperationException)
        {
            // The reader's answer to text that is no valid Unicode.
            throw Malformed("text that is no valid Unicode");
        }
    }

    private static CognitoException Malformed(string what) =>
        new("SerializationException", $"The request body does not fit the operation: {what}.");

    /// <summary>No list of this protocol may hold a null, so that no operation has to look for one.</summary>
    private static void RefuseNullElements(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        Span<bool> isArray = stackalloc bool[65];
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartArray or JsonTokenType.StartObject:
                    isArray[reader.CurrentDepth + 1] = reader.TokenType == JsonTokenType.StartArray;
                    break;
                case JsonTokenType.Null when isArray[reader.CurrentDepth]:
                    throw new JsonException("a list with a null in it");
            }
        }
    }
}
