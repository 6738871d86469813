using System.Globalization;
using System.Text;

namespace TripLogger.Api.Validation;

/// <summary>Text as people mean it: the same words are the same characters, wherever they were typed.</summary>
internal static class PlainText
{
    /// <summary>Composes (NFC), ends lines with LF and trims; what shows nothing becomes null.</summary>
    /// <remarks>
    /// See <see href="https://www.unicode.org/reports/tr15/">Unicode normalization forms</see>. Where .NET runs without ICU
    /// (invariant globalization) it composes nothing, and text is kept as it was typed.
    /// </remarks>
    public static string? Normalize(string? text) =>
        text is null || !text.EnumerateRunes().Any(IsDrawn) ? null : text.Normalize(NormalizationForm.FormC).ReplaceLineEndings("\n").Trim();

    /// <summary>
    /// Whether something is to be seen where this stands. Joiners, variation selectors and the like are not, but belong to text in which something is.
    /// </summary>
    /// <remarks>
    /// See Default_Ignorable_Code_Point in <see href="https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point">Unicode's character database</see>;
    /// the others are letters and symbols whose picture is empty.
    /// </remarks>
    private static bool IsDrawn(Rune rune) =>
        !Rune.IsWhiteSpace(rune)
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format)
        && rune.Value is not (0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x2800 or 0x3164 or 0xFFA0 or 0x13441 or 0x13442 or 0x16FE4 or 0x1D159)
            and not (>= 0x180B and <= 0x180F)
            and not (>= 0x2060 and <= 0x206F)
            and not (>= 0xFE00 and <= 0xFE0F)
            and not (>= 0xFFF0 and <= 0xFFF8)
            and not (>= 0xE0000 and <= 0xE0FFF);
}
