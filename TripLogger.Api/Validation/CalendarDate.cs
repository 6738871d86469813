using System.Globalization;

namespace TripLogger.Api.Validation;

/// <summary>Dates as callers write them.</summary>
internal static class CalendarDate
{
    public const string Format = "yyyy-MM-dd";

    /// <summary>The first year a trip may be in.</summary>
    public const int FirstYear = 1900;

    /// <summary>The last year a trip may be in.</summary>
    public const int LastYear = 2200;

    public static bool TryParse(string? text, out DateOnly date) =>
        DateOnly.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out date);

    public static DateOnly Parse(string? text) => DateOnly.ParseExact(text!, Format, CultureInfo.InvariantCulture);
}
