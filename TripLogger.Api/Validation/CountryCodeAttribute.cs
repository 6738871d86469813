using System.ComponentModel.DataAnnotations;

namespace TripLogger.Api.Validation;

/// <summary>An ISO 3166-1 alpha-2 code of <see cref="Countries"/>, in capital letters.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class CountryCodeAttribute : ValidationAttribute
{
    public CountryCodeAttribute()
        : base("This is no ISO 3166-1 alpha-2 country code: use two capital letters, such as DE.")
    {
    }

    /// <inheritdoc />
    public override bool IsValid(object? value) => value is null || Countries.Codes.Contains((string)value);
}
