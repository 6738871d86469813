using System.ComponentModel.DataAnnotations;

namespace TripLogger.Api.Validation;

/// <summary>A UUID as <see href="https://www.rfc-editor.org/rfc/rfc9562#section-4">RFC 9562</see> writes it: 36 characters, in either case.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class UuidAttribute : ValidationAttribute
{
    public UuidAttribute()
        : base("This is not a UUID, such as 0b0a5c3e-6f0e-4d4c-9a53-6f2d2f1f7a11.")
    {
    }

    /// <inheritdoc />
    public override bool IsValid(object? value) => value is null || Guid.TryParseExact((string)value, "D", out _);
}
