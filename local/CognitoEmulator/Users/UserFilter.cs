using System.Text.RegularExpressions;
using CognitoEmulator.Protocol;

namespace CognitoEmulator.Users;

/// <summary>
/// The filter of ListUsers: <c>email = "a@example.com"</c> or <c>given_name ^= "A"</c>.
/// See <see href="https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsers.html">ListUsers</see>.
/// </summary>
/// <param name="IsPrefix">The value is a beginning (<c>^=</c>).</param>
internal sealed partial record UserFilter(string Attribute, bool IsPrefix, string Value)
{
    private static readonly string[] Attributes =
    [
        "username", "email", "phone_number", "name", "given_name", "family_name", "preferred_username", "cognito:user_status", "status", "sub",
    ];

    /// <returns>Null for no filter.</returns>
    /// <exception cref="CognitoException">InvalidParameterException: not of the form, or an attribute that can't be searched.</exception>
    public static UserFilter? Parse(string? filter)
    {
        if (string.IsNullOrWhiteSpace(filter))
        {
            return null;
        }

        var match = Form().Match(filter);
        if (!match.Success)
        {
            throw CognitoException.InvalidParameter("Error while parsing filter.");
        }

        var attribute = match.Groups["attribute"].Value;
        return Attributes.Contains(attribute)
            ? new UserFilter(attribute, match.Groups["operator"].Value == "^=", match.Groups["value"].Value.Replace("\\\"", "\"", StringComparison.Ordinal))
            : throw CognitoException.InvalidParameter($"Invalid search attribute: {attribute}");
    }

    [GeneratedRegex("""^\s*"?(?<attribute>[\w:]+)"?\s*(?<operator>\^?=)\s*"(?<value>(?:[^"\\]|\\.)*)"\s*\z""")]
    private static partial Regex Form();
}
