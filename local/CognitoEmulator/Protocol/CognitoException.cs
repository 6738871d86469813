namespace CognitoEmulator.Protocol;

/// <summary>An answer of the service that is an error: its documented type and a sentence.</summary>
internal sealed class CognitoException(string type, string message, int status = StatusCodes.Status400BadRequest) : Exception(message)
{
    public string Type { get; } = type;

    public int Status { get; } = status;

    public static CognitoException NotAuthorized(string message) => new("NotAuthorizedException", message);

    public static CognitoException InvalidParameter(string message) => new("InvalidParameterException", message);

    public static CognitoException NotFound(string message) => new("ResourceNotFoundException", message);

    /// <summary>A wrong password and an unknown user get the same words.</summary>
    public static CognitoException WrongPassword() => NotAuthorized("Incorrect username or password.");

    public static CognitoException UserNotFound() => new("UserNotFoundException", "User does not exist.");

    public static CognitoException CodeMismatch() => new("CodeMismatchException", "Invalid verification code provided, please try again.");

    public static CognitoException ExpiredCode() => new("ExpiredCodeException", "Invalid code provided, please request a code again.");

    public static CognitoException LimitExceeded() => new("LimitExceededException", "Attempt limit exceeded, please try after some time.");

    public static CognitoException TooManyRequests() => new("TooManyRequestsException", "Rate exceeded");
}
