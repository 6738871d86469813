using TripLogger.Api.Authentication;
using TripLogger.Api.Cognito;
using TripLogger.Api.Data;

namespace TripLogger.Api.Profile;

/// <summary>
/// The address belongs to the user pool; a profile has a copy. After a change the page asks for a new one, but may never come to it. So the
/// pool is also asked whenever someone comes with an access token newer than any it was asked with: such a token is an hour old at most, so
/// both soon agree again. Whoever takes over reads the profile, then asks the pool, then writes on condition that nobody else did so since:
/// of two, the later writer has asked later.
/// </summary>
/// <remarks>Tokens of the same second count as one: of a change between them the next one tells.</remarks>
internal sealed partial class EmailTakeover(ProfileStore profiles, CognitoClient cognito, TimeProvider clock, ILogger<EmailTakeover> logger)
{
    /// <summary>A profile that is there does not wait longer for the pool than this.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    /// <summary>After a failure nobody asks on the side: the pool has trouble enough, and readers would wait for nothing.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private long _pausedUntil;

    /// <summary>Reads the profile, with the pool's address if this token is new. A pool that does not answer takes nothing from whoever has a profile.</summary>
    public async Task<Answer> ReadAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (await profiles.ReadAsync(caller.Id, cancellationToken) is not { } stored)
        {
            // The trigger never ran for this user: someone an administrator created, or a trigger that failed.
            return await AskAsync(caller, stored: null, isNewsWanted: false, cancellationToken);
        }

        if (stored.EmailCheckedUpTo >= caller.IssuedAt || clock.GetUtcNow().Ticks < Volatile.Read(ref _pausedUntil))
        {
            return new Answer(stored.Profile);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            var asked = await AskAsync(caller, stored, isNewsWanted: false, limit.Token);
            if (asked.Profile is null)
            {
                // Signed out, or without a verified address: there is nothing that this token could tell later.
                await profiles.StoreEmailAsync(caller.Id, stored, email: null, caller.IssuedAt, limit.Token);
            }

            return asked.Profile is null ? new Answer(stored.Profile) : asked;
        }
        catch (Exception exception) when (exception is not AccountClosedException && !cancellationToken.IsCancellationRequested)
        {
            Volatile.Write(ref _pausedUntil, (clock.GetUtcNow() + Pause).Ticks);
            Log.NotChecked(logger, caller.Id, exception);
            return new Answer(stored.Profile);
        }
    }

    /// <summary>Takes over what the pool says now.</summary>
    public async Task<Answer> TakeOverAsync(Caller caller, CancellationToken cancellationToken) =>
        await AskAsync(caller, await profiles.ReadAsync(caller.Id, cancellationToken), isNewsWanted: true, cancellationToken);

    /// <param name="caller">Who asks.</param>
    /// <param name="stored">What was read before, or null.</param>
    /// <param name="isNewsWanted">Whether it must be asked now; else it is enough that someone asked with a token as new as this.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    private async Task<Answer> AskAsync(Caller caller, StoredProfile? stored, bool isNewsWanted, CancellationToken cancellationToken)
    {
        while (true)
        {
            var user = await cognito.GetUserAsync(caller.AccessToken, cancellationToken);
            if (user is null || user.Id != caller.Id)
            {
                return new Answer(null, IsSignedOut: true);
            }

            if (user.VerifiedEmail is not { } email)
            {
                return new Answer(null);
            }

            if (await profiles.StoreEmailAsync(caller.Id, stored, email, caller.IssuedAt, cancellationToken) is { } profile)
            {
                return new Answer(profile);
            }

            // Each turn means that somebody else got through.
            stored = await profiles.ReadAsync(caller.Id, cancellationToken);
            if (!isNewsWanted && stored?.EmailCheckedUpTo >= caller.IssuedAt)
            {
                return new Answer(stored.Profile);
            }
        }
    }

    /// <param name="Profile">The profile; null when the pool did not vouch for an address.</param>
    /// <param name="IsSignedOut">Whether it no longer accepts the token.</param>
    internal readonly record struct Answer(UserProfile? Profile, bool IsSignedOut = false);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The user pool could not be asked for the address of {UserId}; it stays as it is for now")]
        public static partial void NotChecked(ILogger logger, string userId, Exception exception);
    }
}
