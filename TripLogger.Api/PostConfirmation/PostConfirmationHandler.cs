using System.Text.Json;
using TripLogger.Api.Cognito;
using TripLogger.Api.Profile;

namespace TripLogger.Api.PostConfirmation;

/// <summary>
/// Writes the profile of a user who has just confirmed their sign-up; the same for AWS and for a local run.
/// Cognito may call it up to three times for one user, so it never changes a profile that is there.
/// </summary>
internal sealed partial class PostConfirmationHandler(ProfileStore profiles, ILogger<PostConfirmationHandler> logger)
{
    private const string ConfirmSignUp = "PostConfirmation_ConfirmSignUp";

    /// <summary>Handles one event.</summary>
    /// <param name="payload">The event as JSON.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The event as it came: Cognito wants it back.</returns>
    /// <exception cref="Exception">Whatever kept the profile from being written; Cognito tells the user that sign-up went wrong.</exception>
    public async Task<byte[]> HandleAsync(byte[] payload, CancellationToken cancellationToken)
    {
        var happened = JsonSerializer.Deserialize(payload, LambdaJsonContext.Default.PostConfirmationEvent)
            ?? throw new JsonException("The event is null.");

        // A new password confirms too, but no new user.
        if (happened.TriggerSource != ConfirmSignUp)
        {
            Log.Ignored(logger, happened.TriggerSource);
            return payload;
        }

        var user = CognitoUser.FromAttributes(happened.Request.UserAttributes);
        if (user.VerifiedEmail is not { } email)
        {
            Log.Unverified(logger, user.Id);
            return payload;
        }

        await profiles.AddAsync(user.Id, email, cancellationToken);
        Log.Written(logger, user.Id);
        return payload;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Nothing to do for trigger source {TriggerSource}")]
        public static partial void Ignored(ILogger logger, string triggerSource);

        [LoggerMessage(LogLevel.Information, "User {UserId} was confirmed without a verified e-mail address; the profile follows when there is one")]
        public static partial void Unverified(ILogger logger, string userId);

        [LoggerMessage(LogLevel.Information, "User {UserId} has a profile")]
        public static partial void Written(ILogger logger, string userId);
    }
}
