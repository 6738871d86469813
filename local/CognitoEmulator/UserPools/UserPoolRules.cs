using CognitoEmulator.Protocol;

namespace CognitoEmulator.UserPools;

/// <summary>Settings that the service refuses.</summary>
internal static class UserPoolRules
{
    /// <exception cref="CognitoException">InvalidParameterException.</exception>
    public static void Verify(UserPoolSettings settings)
    {
        var password = settings.Policies?.PasswordPolicy;
        var constraints = new Constraints()
            .OneOf("mfaConfiguration", settings.MfaConfiguration, "OFF", "ON", "OPTIONAL")
            .OneOf("deletionProtection", settings.DeletionProtection, "ACTIVE", "INACTIVE")
            .Range("policies.passwordPolicy.minimumLength", password?.MinimumLength, 6, 99)
            .Range("policies.passwordPolicy.temporaryPasswordValidityDays", password?.TemporaryPasswordValidityDays, 0, 365)
            .Text("verificationMessageTemplate.emailMessage", settings.VerificationMessageTemplate?.EmailMessage, 6, 20_000)
            .Text("verificationMessageTemplate.emailSubject", settings.VerificationMessageTemplate?.EmailSubject, 1, 140);
        foreach (var attribute in settings.AutoVerifiedAttributes ?? [])
        {
            constraints.OneOf("autoVerifiedAttributes", attribute, "phone_number", "email");
        }

        constraints.Verify();
        foreach (var attribute in settings.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate ?? [])
        {
            if (settings.AutoVerifiedAttributes?.Contains(attribute) is not true)
            {
                throw CognitoException.InvalidParameter($"{attribute} must be auto verified to require verification before an update.");
            }
        }
    }

    /// <exception cref="CognitoException">InvalidParameterException: a client names attributes that the pool does not have.</exception>
    public static void VerifyAttributes(UserPool pool, ClientSettings client)
    {
        foreach (var attribute in (client.ReadAttributes ?? []).Concat(client.WriteAttributes ?? []))
        {
            if (pool.FindAttribute(attribute) is null)
            {
                throw CognitoException.InvalidParameter($"Invalid read or write attributes specified while creating a client: {attribute} is not in the schema.");
            }
        }
    }
}
