using System.Text.Json.Nodes;
using CognitoEmulator.Protocol;
using CognitoEmulator.UserPools;
using CognitoEmulator.Users;

namespace CognitoEmulator.Triggers;

/// <summary>
/// Lets a function write the text of a message.
/// See <see href="https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-message.html">Custom message</see>.
/// </summary>
internal sealed class CustomMessage(LambdaTriggers triggers)
{
    public const string SignUp = "CustomMessage_SignUp";
    public const string AdminCreateUser = "CustomMessage_AdminCreateUser";
    public const string ResendCode = "CustomMessage_ResendCode";
    public const string ForgotPassword = "CustomMessage_ForgotPassword";
    public const string UpdateUserAttribute = "CustomMessage_UpdateUserAttribute";
    public const string VerifyUserAttribute = "CustomMessage_VerifyUserAttribute";

    private const string CodeParameter = "{####}";
    private const string UsernameParameter = "{username}";

    /// <returns>Subject and text as the function set them; null where it did not.</returns>
    /// <exception cref="CognitoException">The function failed, or left the code out.</exception>
    public async Task<(string? Subject, string? Text)> InvokeAsync(
        string function, UserPool pool, string? clientId, User user, string source, Dictionary<string, string>? clientMetadata, CancellationToken cancellation)
    {
        var response = await triggers.InvokeAsync(
            "CustomMessage", function, pool, clientId, user, source,
            new JsonObject { ["codeParameter"] = CodeParameter, ["linkParameter"] = "{##Click Here##}", ["usernameParameter"] = source == AdminCreateUser ? UsernameParameter : null },
            new JsonObject { ["smsMessage"] = null, ["emailMessage"] = null, ["emailSubject"] = null },
            clientMetadata, cancellation);
        var text = Text(response, "emailMessage");
        if (text is not null && !text.Contains(CodeParameter, StringComparison.Ordinal))
        {
            throw new CognitoException("InvalidLambdaResponseException", $"CustomMessage returned an emailMessage without the codeParameter {CodeParameter}.");
        }

        return (Text(response, "emailSubject"), text);
    }

    private static string? Text(JsonObject response, string member) => response[member] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        _ => throw new CognitoException("InvalidLambdaResponseException", $"CustomMessage returned a {member} that is no text."),
    };
}
