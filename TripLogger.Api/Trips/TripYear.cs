using System.Globalization;
using TripLogger.Api.Validation;

namespace TripLogger.Api.Trips;

/// <summary>The year that a list of trips is wanted of. Read as text, as the rest of the query.</summary>
internal static class TripYear
{
    /// <summary>The year, or null for all of them or when it is wrong.</summary>
    /// <param name="text">What the caller sent.</param>
    /// <param name="errors">Gets what is wrong with it.</param>
    public static int? Read(string? text, Dictionary<string, string[]> errors)
    {
        if (text is null)
        {
            return null;
        }

        if (text.Length == 4 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= CalendarDate.FirstYear and <= CalendarDate.LastYear)
        {
            return year;
        }

        errors["year"] = [$"The year is not a number of four digits between {CalendarDate.FirstYear} and {CalendarDate.LastYear}."];
        return null;
    }
}
