namespace CognitoEmulator.Quotas;

/// <summary>
/// Operations that share one rate of requests, whatever the pool; identity pools have one for each operation.
/// See <see href="https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html#category_operations">AWS's categories</see>.
/// </summary>
/// <param name="Name">AWS's name of it, the key in section <c>Quotas</c>.</param>
/// <param name="RequestsPerSecond">AWS's default.</param>
internal sealed record QuotaCategory(string Name, int RequestsPerSecond)
{
    public static readonly QuotaCategory UserAuthentication = new(nameof(UserAuthentication), 120);
    public static readonly QuotaCategory UserCreation = new(nameof(UserCreation), 50);
    public static readonly QuotaCategory UserAccountRecovery = new(nameof(UserAccountRecovery), 30);
    public static readonly QuotaCategory UserRead = new(nameof(UserRead), 120);
    public static readonly QuotaCategory UserUpdate = new(nameof(UserUpdate), 25);
    public static readonly QuotaCategory UserToken = new(nameof(UserToken), 120);
    public static readonly QuotaCategory UserResourceRead = new(nameof(UserResourceRead), 50);
    public static readonly QuotaCategory UserResourceUpdate = new(nameof(UserResourceUpdate), 25);
    public static readonly QuotaCategory UserList = new(nameof(UserList), 30);
    public static readonly QuotaCategory UserPoolRead = new(nameof(UserPoolRead), 15);
    public static readonly QuotaCategory UserPoolUpdate = new(nameof(UserPoolUpdate), 15);
    public static readonly QuotaCategory UserPoolResourceRead = new(nameof(UserPoolResourceRead), 20);
    public static readonly QuotaCategory UserPoolResourceUpdate = new(nameof(UserPoolResourceUpdate), 15);
    public static readonly QuotaCategory UserPoolClientRead = new(nameof(UserPoolClientRead), 15);
    public static readonly QuotaCategory UserPoolClientUpdate = new(nameof(UserPoolClientUpdate), 15);
    public static readonly QuotaCategory GetId = new(nameof(GetId), 25);
    public static readonly QuotaCategory GetOpenIdToken = new(nameof(GetOpenIdToken), 200);
    public static readonly QuotaCategory GetCredentialsForIdentity = new(nameof(GetCredentialsForIdentity), 200);

    /// <summary>Responses to challenges: <see cref="ResponsesPerSignIn"/> times the rate of <see cref="UserAuthentication"/>, and what is beyond counts there.</summary>
    public static readonly QuotaCategory ChallengeResponses = new(nameof(ChallengeResponses), ResponsesPerSignIn * UserAuthentication.RequestsPerSecond);

    public const int ResponsesPerSignIn = 3;

    /// <summary>Those that a configuration can change; <see cref="ChallengeResponses"/> follows from another.</summary>
    public static IReadOnlyList<QuotaCategory> Configurable { get; } =
    [
        UserAuthentication, UserCreation, UserAccountRecovery, UserRead, UserUpdate, UserToken, UserResourceRead, UserResourceUpdate, UserList,
        UserPoolRead, UserPoolUpdate, UserPoolResourceRead, UserPoolResourceUpdate, UserPoolClientRead, UserPoolClientUpdate,
        GetId, GetOpenIdToken, GetCredentialsForIdentity,
    ];
}
