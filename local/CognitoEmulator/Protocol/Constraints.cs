using System.Text.RegularExpressions;

namespace CognitoEmulator.Protocol;

/// <summary>
/// The API model's constraints on a request's members, answered all at once and in the service's words:
/// <c>1 validation error detected: Value null at 'username' failed to satisfy constraint: Member must not be null</c>.
/// </summary>
internal sealed partial class Constraints
{
    private readonly List<string> _failures = [];

    public Constraints Required(string member, object? value) => Check(member, "null", value is not null, "Member must not be null");

    public Constraints UserPoolId(string? value) => Required("userPoolId", value).Text("userPoolId", value, 1, 55, UserPoolIdPattern());

    public Constraints ClientId(string? value) => Required("clientId", value).Text("clientId", value, 1, 128, ClientIdPattern());

    public Constraints Username(string? value) => Required("username", value).Text("username", value, 1, 128, NamePattern(), secret: true);

    public Constraints Password(string member, string? value) => Required(member, value).Text(member, value, 1, 256, PasswordPattern(), secret: true);

    public Constraints Code(string member, string? value) => Required(member, value).Text(member, value, 1, 2048, NoSpacePattern(), secret: true);

    public Constraints AccessToken(string? value) => Required("accessToken", value).Token("accessToken", value);

    public Constraints Token(string member, string? value) => Text(member, value, 1, 1_000_000, TokenPattern(), secret: true);

    public Constraints Session(string? value) => Text("session", value, 20, 2048, secret: true);

    public Constraints ResourceName(string member, string? value) => Required(member, value).Text(member, value, 1, 128, ResourceNamePattern());

    public Constraints Range(string member, long? value, long min, long max) =>
        value is null
            ? this
            : Check(member, $"'{value}'", value >= min, $"Member must have value greater than or equal to {min}")
                .Check(member, $"'{value}'", value <= max, $"Member must have value less than or equal to {max}");

    public Constraints OneOf(string member, string? value, params string[] allowed) =>
        Check(member, Quote(value, secret: false), value is null || allowed.Contains(value), $"Member must satisfy enum value set: [{string.Join(", ", allowed)}]");

    public Constraints Text(string member, string? value, int min, int max, Regex? pattern = null, bool secret = false)
    {
        if (value is null)
        {
            return this;
        }

        var quoted = Quote(value, secret);
        Check(member, quoted, value.Length >= min, $"Member must have length greater than or equal to {min}");
        Check(member, quoted, value.Length <= max, $"Member must have length less than or equal to {max}");
        return pattern is null ? this : Check(member, quoted, pattern.IsMatch(value), $"Member must satisfy regular expression pattern: {pattern}");
    }

    /// <exception cref="CognitoException">InvalidParameterException with every failure.</exception>
    public void Verify()
    {
        if (_failures.Count > 0)
        {
            throw CognitoException.InvalidParameter($"{_failures.Count} validation error{(_failures.Count == 1 ? "" : "s")} detected: {string.Join("; ", _failures)}");
        }
    }

    private static string Quote(string? value, bool secret) => secret || value is null ? "" : $"'{value}'";

    private Constraints Check(string member, string value, bool satisfied, string constraint)
    {
        if (!satisfied)
        {
            _failures.Add($"Value {value}{(value.Length > 0 ? " " : "")}at '{member}' failed to satisfy constraint: {constraint}");
        }

        return this;
    }

    [GeneratedRegex(@"^[\w-]+_[0-9a-zA-Z]+\z")]
    private static partial Regex UserPoolIdPattern();

    [GeneratedRegex(@"^[\w+]+\z")]
    private static partial Regex ClientIdPattern();

    [GeneratedRegex(@"^[\p{L}\p{M}\p{S}\p{N}\p{P}]+\z")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"^\S(.*\S)?\z", RegexOptions.Singleline)]
    private static partial Regex PasswordPattern();

    [GeneratedRegex(@"^\S+\z")]
    private static partial Regex NoSpacePattern();

    [GeneratedRegex(@"^[A-Za-z0-9-_=.]+\z")]
    private static partial Regex TokenPattern();

    [GeneratedRegex(@"^[\w\s+=,.@-]+\z")]
    private static partial Regex ResourceNamePattern();
}
