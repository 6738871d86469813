using System.Text.Json;

namespace Aspire.Hosting.Dcp;

/// <summary>
/// What DCP itself writes about a resource: <c>time, level, source, text, JSON</c> with tabs between. The text
/// is for the developer, and of the JSON only the command and the error: arguments may hold secrets.
/// </summary>
internal static class SystemLog
{
    public static (string Line, bool IsError) Read(string line)
    {
        if (line.Split('\t') is not [var time, var level, _, var text, .. var rest])
        {
            return (line, false);
        }

        var details = rest is [.., var json] && json.StartsWith('{') ? string.Concat(Details(json)) : string.Empty;
        return ($"{time} [sys] {text}{details}", level is "error");
    }

    private static IEnumerable<string> Details(string json)
    {
        using var document = Parse(json);
        foreach (var name in (string[])["Cmd", "error"])
        {
            if (document?.RootElement.TryGetProperty(name, out var value) is true)
            {
                yield return $" {value}".ReplaceLineEndings(" ");
            }
        }
    }

    private static JsonDocument? Parse(string json)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException)
        {
            // Cut off by DCP: the text alone says enough.
            return null;
        }
    }
}
