using System.ComponentModel.DataAnnotations;

namespace TripLogger.Api.Validation;

/// <summary>Refuses characters that cannot be seen but change how the text around them reads.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class PlainTextAttribute : ValidationAttribute
{
    public PlainTextAttribute()
        : base("Control characters, and characters that change the writing direction, are not allowed here.")
    {
    }

    /// <summary>Whether line feeds are text.</summary>
    public bool AllowLines { get; set; }

    /// <inheritdoc />
    public override bool IsValid(object? value) => value is null || !((string)value).Any(IsRefused);

    // Overrides, embeddings and isolates: https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters
    private bool IsRefused(char character) =>
        character is '\n' ? !AllowLines : char.IsControl(character) || character is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069';
}
