using System.Security.Cryptography;
using CognitoEmulator.Protocol;
using CognitoEmulator.Srp;
using CognitoEmulator.Users;

namespace CognitoEmulator.SignIn;

/// <summary>A question that a client has to answer before it gets tokens.</summary>
/// <param name="Name">As in the API, such as <c>SOFTWARE_TOKEN_MFA</c>.</param>
/// <param name="Username">The user's name in the pool.</param>
/// <param name="Srp">The exchange behind <c>PASSWORD_VERIFIER</c>.</param>
/// <param name="Failures">Wrong answers so far.</param>
internal sealed record Challenge(string Name, string ClientId, string Username, SrpState? Srp = null, int Failures = 0)
{
    /// <summary>An authenticator app that was associated within the sign-in, but not verified yet.</summary>
    public string? TotpSecret { get; init; }
}

/// <param name="Verifier">Made up where there is no such user: then the exchange ends like a wrong password.</param>
/// <param name="Account">Whose wrong passwords are counted.</param>
internal sealed record SrpState(SrpExchange Exchange, SrpVerifier Verifier, Account Account);

/// <summary>
/// The open challenges by their session, a random number that works once and for a few minutes.
/// They are kept in memory: after a restart a half-done sign-in starts over.
/// </summary>
internal sealed class ChallengeStore(TimeProvider clock)
{
    // Enough for hundreds of sign-ins a second; beyond it the oldest go, so that callers can't fill the memory.
    private const int Capacity = 20_000;
    private const int SessionBytes = 64;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (Challenge Challenge, DateTimeOffset EndsAt)> _open = new(StringComparer.Ordinal);
    private readonly PriorityQueue<string, DateTimeOffset> _byEnd = new();

    /// <returns>The session, as base64.</returns>
    public string Open(Challenge challenge, TimeSpan lifetime)
    {
        var session = Convert.ToBase64String(RandomNumberGenerator.GetBytes(SessionBytes));
        var now = clock.GetUtcNow();
        lock (_lock)
        {
            while (_byEnd.TryPeek(out var oldest, out var end) && (end <= now || _byEnd.Count >= Capacity))
            {
                _byEnd.Dequeue();
                _open.Remove(oldest);
            }

            _open.Add(session, (challenge, now + lifetime));
            _byEnd.Enqueue(session, now + lifetime);
        }

        return session;
    }

    /// <summary>Takes a challenge: no one else can answer it.</summary>
    /// <exception cref="CognitoException">NotAuthorizedException: invented, used or out of time, or another client's.</exception>
    public TakenChallenge Take(string? session, string clientId)
    {
        lock (_lock)
        {
            if (session is null || !_open.TryGetValue(session, out var found) || found.Challenge.ClientId != clientId)
            {
                throw CognitoException.NotAuthorized("Invalid session for the user.");
            }

            _open.Remove(session);
            return found.EndsAt > clock.GetUtcNow()
                ? new TakenChallenge(session, found.Challenge, found.EndsAt)
                : throw CognitoException.NotAuthorized("Invalid session for the user, session is expired.");
        }
    }

    /// <inheritdoc cref="Take(string?, string)"/>
    /// <summary>Takes a challenge of a client that the session alone tells.</summary>
    public TakenChallenge Take(string session)
    {
        string? clientId;
        lock (_lock)
        {
            clientId = _open.TryGetValue(session, out var found) ? found.Challenge.ClientId : null;
        }

        return Take(session, clientId ?? "");
    }

    /// <summary>Gives a challenge back after an answer that may be corrected.</summary>
    public void Return(TakenChallenge taken)
    {
        lock (_lock)
        {
            _open[taken.Session] = (taken.Challenge with { Failures = taken.Challenge.Failures + 1 }, taken.EndsAt);
        }
    }
}

internal sealed record TakenChallenge(string Session, Challenge Challenge, DateTimeOffset EndsAt);
