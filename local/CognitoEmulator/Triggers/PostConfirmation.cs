using CognitoEmulator.UserPools;
using CognitoEmulator.Users;

namespace CognitoEmulator.Triggers;

/// <summary>
/// Runs after a user has confirmed: what it fails with is told to the caller, but the user stays confirmed.
/// See <see href="https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-post-confirmation.html">Post confirmation</see>.
/// </summary>
internal sealed class PostConfirmation(LambdaTriggers triggers)
{
    public const string ConfirmSignUp = "PostConfirmation_ConfirmSignUp";
    public const string ConfirmForgotPassword = "PostConfirmation_ConfirmForgotPassword";

    public async Task RunAsync(UserPool pool, string? clientId, User user, string source, Dictionary<string, string>? clientMetadata, CancellationToken cancellation)
    {
        if (pool.LambdaConfig?.PostConfirmation is { } function)
        {
            await triggers.InvokeAsync("PostConfirmation", function, pool, clientId, user, source, [], [], clientMetadata, cancellation);
        }
    }
}
