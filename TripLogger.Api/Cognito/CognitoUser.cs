namespace TripLogger.Api.Cognito;

/// <summary>A user as the pool knows it.</summary>
/// <param name="Id">The sub.</param>
/// <param name="VerifiedEmail">The e-mail address, or null when it was never verified.</param>
public sealed record CognitoUser(string Id, string? VerifiedEmail)
{
    /// <summary>Reads Cognito's attributes, which are strings all of them: <c>sub</c>, <c>email</c>, <c>email_verified</c>.</summary>
    /// <exception cref="InvalidOperationException">There is no sub.</exception>
    public static CognitoUser FromAttributes(IReadOnlyDictionary<string, string> attributes) =>
        new(
            attributes.GetValueOrDefault("sub") is { Length: > 0 } id ? id : throw new InvalidOperationException("Cognito's user attributes have no sub."),
            attributes.GetValueOrDefault("email_verified") == "true" && attributes.GetValueOrDefault("email") is { Length: > 0 } email ? email : null);
}
