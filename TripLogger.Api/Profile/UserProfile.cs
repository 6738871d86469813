namespace TripLogger.Api.Profile;

/// <summary>What the API tells a user about themselves.</summary>
/// <param name="Id">The user's sub in the pool.</param>
/// <param name="Email">Their verified e-mail address.</param>
/// <param name="DisplayName">The name others see; never derived from the e-mail address.</param>
/// <param name="HomeCountry">ISO 3166-1 alpha-2 code.</param>
/// <param name="Bio">A few words about themselves.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="UpdatedAt">UTC.</param>
/// <param name="Version">1 when created, one more with every change; also the ETag.</param>
public sealed record UserProfile(
    string Id,
    string Email,
    string? DisplayName,
    string? HomeCountry,
    string? Bio,
    DateTime CreatedAt,
    DateTime UpdatedAt,
    long Version);
