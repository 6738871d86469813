using Amazon.CDK;
using Amazon.CDK.AWS.Cognito;
using Constructs;

namespace TripLogger.Infra.Auth;

/// <summary>Sign-in with Google and Facebook, and the hosted domain that both return to.</summary>
public sealed class SocialSignIn : Construct
{
    private readonly List<string> _providerNames = [];

    /// <summary>Creates the domain and the providers that are switched on.</summary>
    /// <param name="scope">The stack.</param>
    /// <param name="id">The construct's id.</param>
    /// <param name="props">The pool and the providers.</param>
    public SocialSignIn(Construct scope, string id, SocialSignInProps props)
        : base(scope, id)
    {
        _ = new CfnUserPoolDomain(this, "Domain", new CfnUserPoolDomainProps
        {
            UserPoolId = props.UserPool.UserPoolId,
            Domain = props.Names.SignInDomainPrefix,
        });

        if (props.Google is { } google)
        {
            AddProvider(
                props.UserPool,
                "Google",
                google,
                new() { ["authorize_scopes"] = "openid email profile" },
                // Google tells whether it has verified the address; unmapped, Cognito says it is not.
                new() { ["email"] = "email", ["email_verified"] = "email_verified" });
        }

        if (props.Facebook is { } facebook)
        {
            AddProvider(
                props.UserPool,
                "Facebook",
                facebook,
                new() { ["authorize_scopes"] = "public_profile,email" },
                // Facebook tells nothing about that: the profile waits until the user has verified the address by code.
                new() { ["email"] = "email" });
        }
    }

    /// <summary>The providers as Cognito names them.</summary>
    public IReadOnlyList<string> ProviderNames => _providerNames;

    // Level 1, because the level 2 providers changed how they take the secret between versions of the CDK.
    private void AddProvider(
        UserPool userPool, string name, SocialProvider provider, Dictionary<string, string> details, Dictionary<string, string> attributes)
    {
        details["client_id"] = provider.ClientId;
        // A reference that CloudFormation resolves while it deploys: the template never holds the secret.
        details["client_secret"] = SecretValue.SecretsManager(provider.SecretName).UnsafeUnwrap();

        _ = new CfnUserPoolIdentityProvider(this, name, new CfnUserPoolIdentityProviderProps
        {
            UserPoolId = userPool.UserPoolId,
            ProviderName = name,
            ProviderType = name,
            ProviderDetails = details,
            AttributeMapping = attributes,
        });
        _providerNames.Add(name);
    }
}

/// <summary>What <see cref="SocialSignIn"/> needs to know.</summary>
public sealed class SocialSignInProps
{
    /// <summary>The pool that users land in.</summary>
    public required UserPool UserPool { get; init; }

    /// <summary>Tells the hosted domain's name.</summary>
    public required ResourceNames Names { get; init; }

    /// <summary>Google, if on.</summary>
    public SocialProvider? Google { get; init; }

    /// <summary>Facebook, if on.</summary>
    public SocialProvider? Facebook { get; init; }
}
