using System.ComponentModel.DataAnnotations;

namespace TripLogger.Api.Validation;

/// <summary>A date that is not before another one of the same object; says nothing where one of both is no date.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NotBeforeAttribute(string other) : ValidationAttribute
{
    public override bool RequiresValidationContext => true;

    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        var start = (string?)validationContext.ObjectType.GetProperty(other)!.GetValue(validationContext.ObjectInstance);
        return CalendarDate.TryParse((string?)value, out var date) && CalendarDate.TryParse(start, out var first) && date < first
            ? new ValidationResult($"It is before {char.ToLowerInvariant(other[0])}{other[1..]}.", [validationContext.MemberName!])
            : ValidationResult.Success;
    }
}
