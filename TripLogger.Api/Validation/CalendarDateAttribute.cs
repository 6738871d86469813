using System.ComponentModel.DataAnnotations;

namespace TripLogger.Api.Validation;

/// <summary>A day of the calendar, <c>yyyy-MM-dd</c>. It is read as text, so that it is named together with everything else that is wrong.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class CalendarDateAttribute : ValidationAttribute
{
    public CalendarDateAttribute()
        : base($"This is no date between {CalendarDate.FirstYear} and {CalendarDate.LastYear}: write it as yyyy-MM-dd, such as 2026-07-31.")
    {
    }

    /// <inheritdoc />
    public override bool IsValid(object? value) =>
        value is null || (CalendarDate.TryParse((string)value, out var date) && date.Year is >= CalendarDate.FirstYear and <= CalendarDate.LastYear);
}
