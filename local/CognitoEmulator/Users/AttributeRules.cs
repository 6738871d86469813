using System.Collections.Immutable;
using System.Net.Mail;
using CognitoEmulator.Protocol;
using CognitoEmulator.UserPools;

namespace CognitoEmulator.Users;

/// <summary>Which attributes a caller may write, and with what values.</summary>
internal static class AttributeRules
{
    /// <summary>A list of attributes by name, each known to the pool and with a value that fits.</summary>
    /// <param name="client">The client that writes; null for an administrator, who may also set what is verified.</param>
    public static Dictionary<string, string> Verify(UserPool pool, UserPoolClient? client, List<AttributeType>? attributes, bool deleting = false)
    {
        var constraints = new Constraints();
        foreach (var attribute in attributes ?? [])
        {
            constraints.Required("userAttributes.member.name", attribute.Name)
                .Text("userAttributes.member.name", attribute.Name, 1, 32)
                .Text("userAttributes.member.value", attribute.Value, 0, 2048, secret: true);
        }

        constraints.Verify();
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in (attributes ?? []).Select(attribute => (attribute.Name!, attribute.Value ?? "")))
        {
            var schema = pool.FindAttribute(name)
                ?? throw CognitoException.InvalidParameter($"Attributes did not conform to the schema: {name}: The attribute is not defined in schema.");
            if (name == "sub" || (client is not null && name is "email_verified" or "phone_number_verified") || (client is not null && schema.DeveloperOnlyAttribute))
            {
                throw CognitoException.NotAuthorized($"Cannot modify the non-mutable attribute {name}");
            }

            if (client?.WriteAttributes is { } writable && !writable.Contains(name))
            {
                throw CognitoException.NotAuthorized("A client attempted to write unauthorized attribute");
            }

            if (!deleting)
            {
                VerifyForm(name, value);
                schema.Verify(value);
            }

            result[name] = value;
        }

        return result;
    }

    /// <exception cref="CognitoException">InvalidParameterException: an immutable attribute would change.</exception>
    public static void VerifyMutable(UserPool pool, User user, Dictionary<string, string> changes)
    {
        foreach (var (name, value) in changes)
        {
            if (pool.FindAttribute(name)!.Mutable is false && user.Attributes.TryGetValue(name, out var current) && current != value)
            {
                throw CognitoException.InvalidParameter($"user.{name}: Attribute cannot be updated.");
            }
        }
    }

    /// <exception cref="CognitoException">InvalidParameterException: a required attribute is missing.</exception>
    public static void VerifyComplete(UserPool pool, IReadOnlyDictionary<string, string> attributes)
    {
        foreach (var attribute in pool.SchemaAttributes.Where(attribute => attribute.Required && attribute.Name != "sub"))
        {
            if (attributes.GetValueOrDefault(attribute.Name!) is null or "")
            {
                throw CognitoException.InvalidParameter($"Attributes did not conform to the schema: {attribute.Name}: The attribute {attribute.Name} is required");
            }
        }
    }

    /// <summary>The name of a new user, who may have given an address for it; adds that address to the attributes.</summary>
    public static string NameFor(UserPool pool, string given, string sub, Dictionary<string, string> attributes)
    {
        if (pool.UsernameAttributes is not { Count: > 0 } addresses)
        {
            if (pool.HasAlias("email") && IsEmail(given))
            {
                throw CognitoException.InvalidParameter("Username cannot be of email format, since user pool is configured for email alias.");
            }

            return given;
        }

        var address = addresses.Contains("email") && IsEmail(given) ? "email"
            : addresses.Contains("phone_number") && IsPhoneNumber(given) ? "phone_number"
            : throw CognitoException.InvalidParameter(
                addresses.Contains("email") ? "Username should be an email." : "Username should be a phone number.");
        if (attributes.TryGetValue(address, out var value) && pool.Normalize(value) != pool.Normalize(given))
        {
            throw CognitoException.InvalidParameter($"Username and {address} attribute differ.");
        }

        attributes[address] = given;
        return sub;
    }

    public static ImmutableSortedDictionary<string, string> Merge(this ImmutableSortedDictionary<string, string> attributes, Dictionary<string, string> changes) =>
        // An empty value deletes, as in the service.
        attributes.SetItems(changes).RemoveRange(changes.Where(change => change.Value.Length == 0).Select(change => change.Key));

    private static void VerifyForm(string name, string value)
    {
        if (name == "email" && value.Length > 0 && !IsEmail(value))
        {
            throw CognitoException.InvalidParameter("Invalid email address format.");
        }

        if (name == "phone_number" && value.Length > 0 && !IsPhoneNumber(value))
        {
            throw CognitoException.InvalidParameter("Invalid phone number format.");
        }
    }

    private static bool IsEmail(string text) =>
        MailAddress.TryCreate(text, out var address) && address.Address == text && !text.Any(char.IsWhiteSpace);

    private static bool IsPhoneNumber(string text) => text.Length is > 2 and <= 16 && text[0] == '+' && text.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;
}
