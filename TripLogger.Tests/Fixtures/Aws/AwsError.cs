using Microsoft.AspNetCore.Http;

namespace TripLogger.Tests.Fixtures.Aws;

/// <summary>A refusal in AWS's own words.</summary>
/// <param name="code">The error's code, such as <c>ValidationError</c>.</param>
/// <param name="message">AWS's text.</param>
/// <param name="status">The HTTP status.</param>
internal sealed class AwsError(string code, string message, int status = StatusCodes.Status400BadRequest) : Exception(message)
{
    public string Code => code;

    public int Status => status;

    public static AwsError Validation(string message) => new("ValidationError", message);

    public static AwsError Denied(string identity, string action) =>
        new("AccessDenied", $"User: {identity} is not authorized to perform: {action}", StatusCodes.Status403Forbidden);
}
