using System.Text.Json;
using System.Text.Json.Serialization;

namespace TripLogger.Api.PostConfirmation;

/// <summary>What we read of the event with which a user pool calls its trigger.</summary>
/// <remarks>See <see href="https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-post-confirmation.html">post confirmation trigger</see>.</remarks>
internal sealed record PostConfirmationEvent(string TriggerSource, PostConfirmationRequest Request);

internal sealed record PostConfirmationRequest(IReadOnlyDictionary<string, string> UserAttributes);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(PostConfirmationEvent))]
[JsonSerializable(typeof(LambdaError))]
[JsonSerializable(typeof(LambdaServiceError))]
internal sealed partial class LambdaJsonContext : JsonSerializerContext;
