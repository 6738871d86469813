using System.Text.Json.Nodes;
using CognitoEmulator.Protocol;
using CognitoEmulator.UserPools;
using CognitoEmulator.Users;

namespace CognitoEmulator.Triggers;

/// <summary>How a function wants the id token: claims to add and to leave out, and the groups of both tokens.</summary>
/// <param name="Roles">Null: the groups' own.</param>
internal sealed record TokenChanges(
    IReadOnlyList<string> Groups, IReadOnlyList<string>? Roles, string? PreferredRole, IReadOnlyDictionary<string, string> Added, IReadOnlyList<string> Suppressed);

/// <summary>
/// Lets a function change the claims, by version 1 of the event.
/// See <see href="https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html">Pre token generation</see>.
/// </summary>
internal sealed class PreTokenGeneration(LambdaTriggers triggers)
{
    public const string Authentication = "TokenGeneration_Authentication";
    public const string NewPasswordChallenge = "TokenGeneration_NewPasswordChallenge";
    public const string RefreshTokens = "TokenGeneration_RefreshTokens";

    /// <summary>Claims that say who and for whom: a function can't touch them.</summary>
    private static readonly HashSet<string> Reserved =
    [
        "acr", "amr", "at_hash", "aud", "auth_time", "azp", "cognito:username", "event_id", "exp", "iat", "identities", "iss", "jti",
        "nbf", "nonce", "origin_jti", "sub", "token_use", "cognito:groups", "cognito:roles", "cognito:preferred_role",
    ];

    public async Task<TokenChanges> RunAsync(
        UserPool pool, UserPoolClient client, User user, IReadOnlyList<string> groups, string source, Dictionary<string, string>? clientMetadata, CancellationToken cancellation)
    {
        if ((pool.LambdaConfig?.PreTokenGeneration ?? pool.LambdaConfig?.PreTokenGenerationConfig?.LambdaArn) is not { } function)
        {
            return new TokenChanges(groups, null, null, new Dictionary<string, string>(), []);
        }

        var request = new JsonObject
        {
            ["groupConfiguration"] = new JsonObject { ["groupsToOverride"] = Array(groups), ["iamRolesToOverride"] = new JsonArray(), ["preferredRole"] = null },
        };
        var response = await triggers.InvokeAsync(
            "PreTokenGeneration", function, pool, client.ClientId, user, source, request, new JsonObject { ["claimsOverrideDetails"] = null }, clientMetadata, cancellation);
        try
        {
            var details = response["claimsOverrideDetails"]?.AsObject();
            var groupDetails = details?["groupOverrideDetails"]?.AsObject();
            return new TokenChanges(
                Texts(groupDetails?["groupsToOverride"]) ?? groups,
                Texts(groupDetails?["iamRolesToOverride"]),
                groupDetails?["preferredRole"]?.GetValue<string>(),
                (details?["claimsToAddOrOverride"]?.AsObject() ?? [])
                    .Where(claim => !Reserved.Contains(claim.Key))
                    .ToDictionary(claim => claim.Key, claim => claim.Value!.GetValue<string>()),
                Texts(details?["claimsToSuppress"])?.Where(claim => !Reserved.Contains(claim)).ToList() ?? []);
        }
        catch (Exception error) when (error is InvalidOperationException or NullReferenceException)
        {
            throw new CognitoException("InvalidLambdaResponseException", "PreTokenGeneration returned claimsOverrideDetails of another shape than version 1 of the event has.");
        }
    }

    private static List<string>? Texts(JsonNode? node) => node?.AsArray().Select(item => item!.GetValue<string>()).ToList();

    private static JsonArray Array(IEnumerable<string> items) => new([.. items.Select(item => (JsonNode?)item)]);
}
