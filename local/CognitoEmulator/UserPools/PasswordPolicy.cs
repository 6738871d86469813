using CognitoEmulator.Protocol;

namespace CognitoEmulator.UserPools;

/// <summary>
/// What a password must have.
/// See <see href="https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html">Passwords</see>.
/// </summary>
internal sealed record PasswordPolicy
{
    // The characters that count as symbols, and a space inside.
    private const string Symbols = "^$*.[]{}()?\"!@#%&/\\,><':;|_~`=+- ";

    /// <summary>What a pool gets that names no policy.</summary>
    public static readonly PasswordPolicy Default = new()
    {
        RequireUppercase = true,
        RequireLowercase = true,
        RequireNumbers = true,
        RequireSymbols = true,
    };

    // Set, not init: the JSON source generator gives init-only members that are missing their type's default, not this one.
    public int MinimumLength { get; set; } = 8;

    public bool RequireUppercase { get; init; }

    public bool RequireLowercase { get; init; }

    public bool RequireNumbers { get; init; }

    public bool RequireSymbols { get; init; }

    public int? PasswordHistorySize { get; init; }

    public int TemporaryPasswordValidityDays { get; set; } = 7;

    /// <exception cref="CognitoException">InvalidPasswordException with the first unmet demand.</exception>
    public void Verify(string password)
    {
        var unmet =
            password.Length < MinimumLength ? "Password not long enough"
            : RequireUppercase && !password.Any(char.IsAsciiLetterUpper) ? "Password must have uppercase characters"
            : RequireLowercase && !password.Any(char.IsAsciiLetterLower) ? "Password must have lowercase characters"
            : RequireNumbers && !password.Any(char.IsAsciiDigit) ? "Password must have numeric characters"
            : RequireSymbols && !password.Any(Symbols.Contains) ? "Password must have symbol characters"
            : null;
        if (unmet is not null)
        {
            throw new CognitoException("InvalidPasswordException", $"Password did not conform with policy: {unmet}");
        }
    }
}
