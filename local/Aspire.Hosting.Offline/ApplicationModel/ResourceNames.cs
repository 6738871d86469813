namespace Aspire.Hosting.ApplicationModel;

/// <summary>The rules of names, which end up in host names and in names of DCP objects.</summary>
internal static class ResourceNames
{
    private const int MaxLength = 64;

    public static StringComparer Comparer => StringComparer.OrdinalIgnoreCase;

    public static void Validate(string kind, string name)
    {
        var broken = name switch
        {
            { Length: 0 or > MaxLength } => $"must be between 1 and {MaxLength} characters long",
            _ when name.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '-') => "must contain only ASCII letters, digits, and hyphens",
            _ when !char.IsAsciiLetter(name[0]) => "must start with an ASCII letter",
            _ when name.EndsWith('-') => "cannot end with a hyphen",
            _ when name.Contains("--", StringComparison.Ordinal) => "cannot contain consecutive hyphens",
            _ => null,
        };
        if (broken is not null)
        {
            throw new ArgumentException($"{kind} name '{name}' is invalid. The name {broken}.", nameof(name));
        }
    }
}
