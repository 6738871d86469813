using System.Globalization;
using CognitoEmulator.Protocol;

namespace CognitoEmulator.UserPools;

/// <summary>
/// An attribute that users of a pool can have.
/// See <see href="https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html">Attributes</see>.
/// </summary>
internal sealed record SchemaAttribute
{
    private const string CustomPrefix = "custom:";

    /// <summary>The OpenID Connect standard claims that every pool has.</summary>
    private static readonly SchemaAttribute[] Standard =
    [
        new() { Name = "sub", AttributeDataType = "String", Mutable = false, Required = true, StringAttributeConstraints = new("1", "2048") },
        .. new[]
        {
            "name", "given_name", "family_name", "middle_name", "nickname", "preferred_username", "profile", "picture",
            "website", "email", "gender", "zoneinfo", "locale", "phone_number", "address",
        }.Select(name => new SchemaAttribute { Name = name, AttributeDataType = "String", StringAttributeConstraints = new("0", "2048") }),
        new() { Name = "birthdate", AttributeDataType = "String", StringAttributeConstraints = new("10", "10") },
        new() { Name = "email_verified", AttributeDataType = "Boolean" },
        new() { Name = "phone_number_verified", AttributeDataType = "Boolean" },
        new() { Name = "updated_at", AttributeDataType = "Number", NumberAttributeConstraints = new("0", null) },
    ];

    public string? Name { get; init; }

    // Set, not init: the JSON source generator gives init-only members that are missing their type's default, not this one.
    public string AttributeDataType { get; set; } = "String";

    public bool DeveloperOnlyAttribute { get; init; }

    public bool Mutable { get; set; } = true;

    public bool Required { get; init; }

    public LengthConstraints? StringAttributeConstraints { get; init; }

    public ValueConstraints? NumberAttributeConstraints { get; init; }

    /// <summary>The standard attributes with a pool's own settings, and its custom ones with their prefix.</summary>
    public static List<SchemaAttribute> Complete(List<SchemaAttribute> declared)
    {
        VerifyDeclared(declared);
        var own = declared.DistinctBy(attribute => attribute.Name).ToDictionary(attribute => attribute.Name!);
        var standard = Standard.Select(attribute => own.Remove(attribute.Name!, out var setting)
            ? attribute with
            {
                Mutable = setting.Mutable,
                Required = setting.Required,
                StringAttributeConstraints = setting.StringAttributeConstraints ?? attribute.StringAttributeConstraints,
                NumberAttributeConstraints = setting.NumberAttributeConstraints ?? attribute.NumberAttributeConstraints,
            }
            : attribute).ToList();
        return [.. standard, .. own.Values.Select(AsCustom)];
    }

    /// <summary>Custom attributes with their prefix.</summary>
    public static List<SchemaAttribute> CompleteCustom(List<SchemaAttribute> declared)
    {
        VerifyDeclared(declared);
        return [.. declared.DistinctBy(attribute => attribute.Name).Select(AsCustom)];
    }

    private static void VerifyDeclared(List<SchemaAttribute> declared)
    {
        var constraints = new Constraints();
        foreach (var attribute in declared)
        {
            constraints.Required("schema.name", attribute.Name).Text("schema.name", attribute.Name, 1, 20)
                .OneOf("schema.attributeDataType", attribute.AttributeDataType, "String", "Number", "DateTime", "Boolean");
            VerifyBound(attribute.StringAttributeConstraints?.MinLength);
            VerifyBound(attribute.StringAttributeConstraints?.MaxLength);
            VerifyBound(attribute.NumberAttributeConstraints?.MinValue);
            VerifyBound(attribute.NumberAttributeConstraints?.MaxValue);
        }

        constraints.Verify();
    }

    private static SchemaAttribute AsCustom(SchemaAttribute attribute)
    {
        if (attribute.Required)
        {
            throw CognitoException.InvalidParameter("Required custom attributes are not supported currently.");
        }

        var name = attribute.Name!.StartsWith(CustomPrefix, StringComparison.Ordinal) ? attribute.Name : CustomPrefix + attribute.Name;
        return attribute with { Name = attribute.DeveloperOnlyAttribute ? "dev:" + name : name };
    }

    /// <exception cref="CognitoException">InvalidParameterException: a value that the attribute can't have.</exception>
    public void Verify(string value)
    {
        var fits = AttributeDataType switch
        {
            "Number" => decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
                && number >= Bound(NumberAttributeConstraints?.MinValue, decimal.MinValue)
                && number <= Bound(NumberAttributeConstraints?.MaxValue, decimal.MaxValue),
            "Boolean" => value is "true" or "false",
            "DateTime" => DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, out _),
            _ => value.Length >= Bound(StringAttributeConstraints?.MinLength, 0) && value.Length <= Bound(StringAttributeConstraints?.MaxLength, 2048),
        };
        if (!fits)
        {
            throw CognitoException.InvalidParameter(
                AttributeDataType == "String"
                    ? $"Attributes did not conform to the schema: {Name}: String must be {Bound(StringAttributeConstraints?.MinLength, 0)} to {Bound(StringAttributeConstraints?.MaxLength, 2048)} characters long"
                    : $"Attributes did not conform to the schema: {Name}: Attribute does not conform to type {AttributeDataType} or is out of range");
        }
    }

    private static void VerifyBound(string? bound)
    {
        if (bound is not null && !decimal.TryParse(bound, NumberStyles.Number, CultureInfo.InvariantCulture, out _))
        {
            throw CognitoException.InvalidParameter("Invalid attribute constraint: a number is expected.");
        }
    }

    private static decimal Bound(string? bound, decimal otherwise) => bound is null ? otherwise : decimal.Parse(bound, CultureInfo.InvariantCulture);

    internal sealed record LengthConstraints(string? MinLength, string? MaxLength);

    internal sealed record ValueConstraints(string? MinValue, string? MaxValue);
}
