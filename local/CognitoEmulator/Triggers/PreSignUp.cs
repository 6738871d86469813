using System.Text.Json.Nodes;
using CognitoEmulator.Protocol;
using CognitoEmulator.UserPools;
using CognitoEmulator.Users;

namespace CognitoEmulator.Triggers;

/// <summary>
/// Runs before a user is created: the function may refuse, confirm the user, or take addresses as verified.
/// See <see href="https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-sign-up.html">Pre sign-up</see>.
/// </summary>
internal sealed class PreSignUp(LambdaTriggers triggers)
{
    public const string SignUp = "PreSignUp_SignUp";
    public const string AdminCreateUser = "PreSignUp_AdminCreateUser";

    /// <returns>The user as the function wants it.</returns>
    public async Task<User> RunAsync(
        UserPool pool, string? clientId, User user, string source,
        Dictionary<string, string>? validationData, Dictionary<string, string>? clientMetadata, CancellationToken cancellation)
    {
        if (pool.LambdaConfig?.PreSignUp is not { } function)
        {
            return user;
        }

        var request = new JsonObject
        {
            ["validationData"] = validationData is null ? null : new JsonObject(validationData.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))),
        };
        var response = await triggers.InvokeAsync(
            "PreSignUp", function, pool, clientId, user, source, request,
            new JsonObject { ["autoConfirmUser"] = false, ["autoVerifyEmail"] = false, ["autoVerifyPhone"] = false },
            clientMetadata, cancellation);

        // Only a sign-up can be confirmed: an administrator's user waits for a new password.
        if (source == SignUp && IsSet(response, "autoConfirmUser"))
        {
            user = user with { Status = UserStatus.Confirmed };
        }

        user = AutoVerify(user, response, "autoVerifyEmail", "email");
        return AutoVerify(user, response, "autoVerifyPhone", "phone_number");
    }

    private static User AutoVerify(User user, JsonObject response, string member, string attribute)
    {
        if (!IsSet(response, member))
        {
            return user;
        }

        return user.Attributes.ContainsKey(attribute)
            ? user.With(attribute + "_verified", "true")
            : throw new CognitoException("InvalidLambdaResponseException", $"PreSignUp returned {member} for a user without {attribute}.");
    }

    private static bool IsSet(JsonObject response, string member) => response[member] is JsonValue value && value.TryGetValue<bool>(out var set) && set;
}
