using System.Text.RegularExpressions;
using CognitoEmulator.Protocol;

namespace CognitoEmulator.IdentityPools;

internal static partial class IdentityPoolConstraints
{
    public static Constraints IdentityPoolId(this Constraints constraints, string? value) => constraints.Id("identityPoolId", value);

    public static Constraints Id(this Constraints constraints, string member, string? value) =>
        constraints.Required(member, value).Text(member, value, 1, 55, IdPattern());

    /// <summary>What creating and updating demand.</summary>
    public static void Verify(this IdentityPoolSettings settings)
    {
        var constraints = new Constraints()
            .ResourceName("identityPoolName", settings.IdentityPoolName)
            .Required("allowUnauthenticatedIdentities", settings.AllowUnauthenticatedIdentities);
        foreach (var provider in settings.CognitoIdentityProviders ?? [])
        {
            constraints.Text("cognitoIdentityProviders.member.providerName", provider.ProviderName, 1, 128, ProviderPattern())
                .Text("cognitoIdentityProviders.member.clientId", provider.ClientId, 1, 128);
        }

        constraints.Verify();
    }

    [GeneratedRegex(@"^[\w-]+:[0-9a-f-]+\z")]
    private static partial Regex IdPattern();

    [GeneratedRegex(@"^[\w._:/-]+\z")]
    private static partial Regex ProviderPattern();
}
