using System.Text.Json.Serialization;

namespace TripLogger.Api.PostConfirmation;

/// <summary>What a function that threw answers.</summary>
/// <remarks>See <see href="https://docs.aws.amazon.com/lambda/latest/dg/csharp-exceptions.html">Lambda function errors in C#</see>.</remarks>
internal sealed record LambdaError(string ErrorType, string ErrorMessage);

/// <summary>What the Lambda service answers when it does not call the function at all.</summary>
internal sealed record LambdaServiceError(
    [property: JsonPropertyName("Type")] string Type,
    [property: JsonPropertyName("Message")] string Message);
