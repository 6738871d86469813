using Amazon.CDK.AWS.Cognito;
using Constructs;

namespace TripLogger.Infra.Auth;

/// <summary>
/// The web dashboard as a client of the user pool. It runs in a browser, so it has no secret; its refresh tokens are
/// <see href="https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html#using-the-refresh-token-rotation">rotated</see>.
/// </summary>
/// <remarks>Level 1, because the level 2 client always allows <c>REFRESH_TOKEN_AUTH</c>, which Cognito refuses beside rotation.</remarks>
public sealed class WebClient : CfnUserPoolClient
{
    /// <summary>What social sign-in asks for: who it is, the e-mail address, and access to the user's own account.</summary>
    private static readonly string[] Scopes = ["openid", "email", "profile", "aws.cognito.signin.user.admin"];

    /// <summary>Creates the client.</summary>
    /// <param name="scope">The stack.</param>
    /// <param name="id">The construct's id.</param>
    /// <param name="props">The pool and what is allowed.</param>
    public WebClient(Construct scope, string id, WebClientProps props)
        : base(scope, id, Settings(props))
    {
        // A property of its own only in newer versions of the CDK. The grace lets a second tab or a repeated request through.
        AddPropertyOverride("RefreshTokenRotation", new Dictionary<string, object>
        {
            ["Feature"] = "ENABLED",
            ["RetryGracePeriodSeconds"] = 60,
        });

        if (props.Social is { } social)
        {
            AllowSocialSignIn(social, props.Origins);
        }
    }

    private static CfnUserPoolClientProps Settings(WebClientProps props) => new()
    {
        UserPoolId = props.UserPool.UserPoolId,
        ClientName = props.ClientName,
        GenerateSecret = false,
        // Passwords only travel where curl and load tests need them to.
        ExplicitAuthFlows = props.AllowPasswordFlow
            ? ["ALLOW_USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH"]
            : ["ALLOW_USER_SRP_AUTH"],
        PreventUserExistenceErrors = "ENABLED",
        EnableTokenRevocation = true,
        TokenValidityUnits = new TokenValidityUnitsProperty { AccessToken = "hours", IdToken = "hours", RefreshToken = "days" },
        AccessTokenValidity = 1,
        IdTokenValidity = 1,
        RefreshTokenValidity = 30,
        ReadAttributes = ["email", "email_verified"],
        WriteAttributes = ["email"],
        SupportedIdentityProviders = ["COGNITO"],
    };

    private void AllowSocialSignIn(SocialSignIn social, IEnumerable<string> origins)
    {
        var addresses = origins.Select(origin => $"{origin}/").ToArray();

        SupportedIdentityProviders = ["COGNITO", .. social.ProviderNames];
        AllowedOAuthFlowsUserPoolClient = true;
        AllowedOAuthFlows = ["code"];
        AllowedOAuthScopes = Scopes;
        CallbackUrLs = addresses;
        LogoutUrLs = addresses;

        // Cognito refuses a client that names a provider before it exists.
        Node.AddDependency(social);
    }
}

/// <summary>What a <see cref="WebClient"/> needs to know.</summary>
public sealed class WebClientProps
{
    /// <summary>The client's name. The local cloud derives the client's id from it.</summary>
    public required string ClientName { get; init; }

    /// <summary>The pool it belongs to.</summary>
    public required UserPool UserPool { get; init; }

    /// <summary>Whether a user name and a password alone sign in (<c>USER_PASSWORD_AUTH</c>).</summary>
    public required bool AllowPasswordFlow { get; init; }

    /// <summary>Social sign-in; none when <see langword="null"/>, and then no OAuth either.</summary>
    public SocialSignIn? Social { get; init; }

    /// <summary>Where social sign-in may return to.</summary>
    public required IReadOnlyList<string> Origins { get; init; }
}
