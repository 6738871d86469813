namespace CognitoEmulator.Tokens;

/// <summary>What a sign-in or a refresh ends with.</summary>
internal sealed record AuthenticationResultType(string AccessToken, int ExpiresIn, string TokenType, string? RefreshToken, string IdToken);
