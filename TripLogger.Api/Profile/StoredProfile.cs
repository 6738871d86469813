namespace TripLogger.Api.Profile;

/// <summary>A profile with what only the store knows of it.</summary>
/// <param name="Profile">What the user sees.</param>
/// <param name="EmailChecks">How often the pool's address was taken over: who writes next must have read this number before asking the pool.</param>
/// <param name="EmailCheckedUpTo">When the newest token was issued with which the pool was asked, in seconds since 1970.</param>
internal sealed record StoredProfile(UserProfile Profile, long EmailChecks, long EmailCheckedUpTo);
