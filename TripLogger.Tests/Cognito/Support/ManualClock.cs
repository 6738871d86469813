using Microsoft.Extensions.Time.Testing;

namespace TripLogger.Tests.Cognito.Support;

/// <summary>Time that passes when the test says so.</summary>
public sealed class ManualClock() : FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds()));
