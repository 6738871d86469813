using CognitoEmulator.Triggers;
using CognitoEmulator.UserPools;
using CognitoEmulator.Users;

namespace CognitoEmulator.Messages;

/// <summary>Writes the messages that carry codes, by the pool's templates and its CustomMessage trigger.</summary>
internal sealed class CodeSender(Inbox inbox, CustomMessage customMessage, TimeProvider clock)
{
    private const string CodePlaceholder = "{####}";
    private const string UsernamePlaceholder = "{username}";

    /// <param name="source">The trigger source, such as <c>CustomMessage_SignUp</c>: it says what the message is for.</param>
    /// <param name="address">Where it goes; the user may not have it as an attribute yet.</param>
    public async Task<CodeDeliveryDetails> SendAsync(
        UserPool pool, string? clientId, User user, string source, string code, string address, Dictionary<string, string>? clientMetadata, CancellationToken cancellation)
    {
        await inbox.PutAsync(await ComposeAsync(pool, clientId, user, source, code, address, clientMetadata, cancellation), cancellation);
        return CodeDeliveryDetails.ByEmail(address);
    }

    /// <summary>Writes a message, which is not sent yet.</summary>
    /// <inheritdoc cref="SendAsync" path="/param"/>
    public async Task<Message> ComposeAsync(
        UserPool pool, string? clientId, User user, string source, string code, string address, Dictionary<string, string>? clientMetadata, CancellationToken cancellation)
    {
        var (subject, text) = Template(pool, source);
        if (pool.LambdaConfig?.CustomMessage is { } function)
        {
            var custom = await customMessage.InvokeAsync(function, pool, clientId, user, source, clientMetadata, cancellation);
            (subject, text) = (custom.Subject ?? subject, custom.Text ?? text);
        }

        return new Message(Guid.NewGuid().ToString(), address, Fill(subject), code, Fill(text), clock.GetUtcNow());

        string Fill(string template) => template
            .Replace(CodePlaceholder, code, StringComparison.Ordinal)
            .Replace(UsernamePlaceholder, user.Email ?? user.Username, StringComparison.Ordinal);
    }

    private static (string Subject, string Text) Template(UserPool pool, string source)
    {
        if (source == CustomMessage.AdminCreateUser)
        {
            var invite = pool.AdminCreateUserConfig?.InviteMessageTemplate;
            return (invite?.EmailSubject ?? "Your temporary password", invite?.EmailMessage ?? "Your username is {username} and temporary password is {####}.");
        }

        var verification = pool.VerificationMessageTemplate;
        return source == CustomMessage.ForgotPassword
            ? ("Your password reset code", "Your password reset code is {####}")
            : (verification?.EmailSubject ?? pool.EmailVerificationSubject ?? "Your verification code",
               verification?.EmailMessage ?? pool.EmailVerificationMessage ?? "Your confirmation code is {####}");
    }
}
