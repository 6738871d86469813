using CognitoEmulator.Tokens;

namespace CognitoEmulator.SignIn;

/// <summary>A step of a sign-in: the next challenge, or tokens.</summary>
internal sealed record AuthResponse
{
    public string? ChallengeName { get; init; }

    public string? Session { get; init; }

    public Dictionary<string, string> ChallengeParameters { get; init; } = [];

    public AuthenticationResultType? AuthenticationResult { get; init; }
}
