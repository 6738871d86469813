using Amazon.CDK.AWS.Cognito;
using Amazon.CDK.AWS.IAM;
using Constructs;

namespace TripLogger.Infra.Auth;

/// <summary>
/// Exchanges a sign-in, or none, for temporary AWS credentials of one of two roles. The roles grant nothing until there is
/// something to grant.
/// </summary>
public sealed class AppIdentityPool : Construct
{
    private readonly CfnIdentityPool _pool;

    /// <summary>Creates the pool, its roles and what binds them.</summary>
    /// <param name="scope">The stack.</param>
    /// <param name="id">The construct's id.</param>
    /// <param name="props">Name, protection and whose sign-ins count.</param>
    public AppIdentityPool(Construct scope, string id, AppIdentityPoolProps props)
        : base(scope, id)
    {
        _pool = new CfnIdentityPool(this, "Pool", new CfnIdentityPoolProps
        {
            IdentityPoolName = props.IdentityPoolName,
            AllowUnauthenticatedIdentities = true,
            CognitoIdentityProviders = new[]
            {
                new CfnIdentityPool.CognitoIdentityProviderProperty
                {
                    ClientId = props.Client.Ref,
                    ProviderName = props.UserPool.UserPoolProviderName,
                    // Someone signed out everywhere gets no more credentials.
                    ServerSideTokenCheck = true,
                },
            },
        });
        _pool.ApplyRemovalPolicy(props.Environment.DataRemovalPolicy);

        AuthenticatedRole = AddRole("Authenticated", "authenticated");
        GuestRole = AddRole("Guest", "unauthenticated");

        _ = new CfnIdentityPoolRoleAttachment(this, "Roles", new CfnIdentityPoolRoleAttachmentProps
        {
            IdentityPoolId = _pool.Ref,
            Roles = new Dictionary<string, string>
            {
                ["authenticated"] = AuthenticatedRole.RoleArn,
                ["unauthenticated"] = GuestRole.RoleArn,
            },
        });
    }

    /// <summary>Id of the pool.</summary>
    public string IdentityPoolId => _pool.Ref;

    /// <summary>What signed-in users may do.</summary>
    public Role AuthenticatedRole { get; }

    /// <summary>What guests may do.</summary>
    public Role GuestRole { get; }

    // The trust names this pool (aud) and the kind of identity (amr): without both, any pool of any account could take the role.
    // https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html
    private Role AddRole(string id, string kind) => new(this, $"{id}Role", new RoleProps
    {
        AssumedBy = new FederatedPrincipal(
            "cognito-identity.amazonaws.com",
            new Dictionary<string, object>
            {
                ["StringEquals"] = new Dictionary<string, object> { ["cognito-identity.amazonaws.com:aud"] = _pool.Ref },
                ["ForAnyValue:StringLike"] = new Dictionary<string, object> { ["cognito-identity.amazonaws.com:amr"] = kind },
            },
            "sts:AssumeRoleWithWebIdentity"),
    });
}

/// <summary>What an <see cref="AppIdentityPool"/> needs to know.</summary>
public sealed class AppIdentityPoolProps
{
    /// <summary>The pool's name. The local cloud derives the pool's id from it.</summary>
    public required string IdentityPoolName { get; init; }

    /// <summary>The user pool whose users count as signed in.</summary>
    public required UserPool UserPool { get; init; }

    /// <summary>The client they signed in with.</summary>
    public required CfnUserPoolClient Client { get; init; }

    /// <summary>Decides about retention.</summary>
    public required DeploymentEnvironment Environment { get; init; }
}
