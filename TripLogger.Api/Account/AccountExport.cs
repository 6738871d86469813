using TripLogger.Api.Profile;
using TripLogger.Api.Trips;

namespace TripLogger.Api.Account;

/// <summary>Everything that we hold about a user.</summary>
/// <param name="ExportedAt">UTC.</param>
/// <param name="Profile">The profile, or null when there is none yet.</param>
/// <param name="Summary">What the trips come to.</param>
/// <param name="Trips">All trips, newest first.</param>
/// <param name="IdempotencyKeys">What requests with an Idempotency-Key left behind; it goes after 24 hours.</param>
public sealed record AccountExport(
    DateTime ExportedAt,
    UserProfile? Profile,
    TripSummary Summary,
    IReadOnlyList<Trip> Trips,
    IReadOnlyList<IdempotencyKeyExport> IdempotencyKeys);

/// <summary>What a request with an Idempotency-Key left behind.</summary>
/// <param name="KeyHash">SHA-256 of the key.</param>
/// <param name="TripId">The trip that it created.</param>
/// <param name="CreatedAt">UTC.</param>
public sealed record IdempotencyKeyExport(string KeyHash, string TripId, DateTime CreatedAt);
