using System.Text;

namespace TripLogger.Api.Validation;

/// <summary>Text as people mean it: the same words are the same characters, wherever they were typed.</summary>
internal static class PlainText
{
    /// <summary>Composes (NFC), ends lines with LF and trims; blank becomes null.</summary>
    /// <remarks>
    /// See <see href="https://www.unicode.org/reports/tr15/">Unicode normalization forms</see>. Where .NET runs without ICU
    /// (invariant globalization) it composes nothing, and text is kept as it was typed.
    /// </remarks>
    public static string? Normalize(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : text.Normalize(NormalizationForm.FormC).ReplaceLineEndings("\n").Trim();
}
