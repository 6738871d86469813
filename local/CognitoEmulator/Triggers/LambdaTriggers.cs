using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CognitoEmulator.Protocol;
using CognitoEmulator.UserPools;
using CognitoEmulator.Users;
using Microsoft.Extensions.Options;

namespace CognitoEmulator.Triggers;

/// <summary>
/// Invokes the functions of a pool's triggers by the rules of the service: an answer within 5 seconds, three attempts for
/// a function that can't be reached or doesn't answer, none for one that fails.
/// See <see href="https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html">Lambda triggers</see>.
/// </summary>
internal sealed partial class LambdaTriggers(LambdaClient lambda, IOptions<EmulatorOptions> options, TimeProvider clock, ILogger<LambdaTriggers> logger)
{
    private const int Attempts = 3;

    private static readonly TimeSpan TimeToAnswer = TimeSpan.FromSeconds(5);

    /// <param name="trigger">Name for messages, such as <c>PostConfirmation</c>.</param>
    /// <param name="function">ARN or name of the function.</param>
    /// <param name="source">What happened, such as <c>PostConfirmation_ConfirmSignUp</c>.</param>
    /// <param name="request">What the event's request says beside the user's attributes.</param>
    /// <param name="response">The members that the function may set.</param>
    /// <returns>The response that the function returned.</returns>
    /// <exception cref="CognitoException">UserLambdaValidationException, UnexpectedLambdaException, InvalidLambdaResponseException.</exception>
    public async Task<JsonObject> InvokeAsync(
        string trigger, string function, UserPool pool, string? clientId, User user, string source,
        JsonObject request, JsonObject response, Dictionary<string, string>? clientMetadata, CancellationToken cancellation)
    {
        var payload = Encoding.UTF8.GetBytes(Event(pool, clientId, user, source, request, response, clientMetadata).ToJsonString());
        var answer = await InvokeAsync(trigger, FunctionName(function), payload, cancellation);
        return Read(trigger, answer);
    }

    private async Task<byte[]> InvokeAsync(string trigger, string functionName, byte[] payload, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            string failure;
            try
            {
                using var timer = new CancellationTokenSource(TimeToAnswer, clock);
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timer.Token);
                return await lambda.InvokeAsync(functionName, payload, limit.Token);
            }
            catch (FunctionFailedException error)
            {
                throw new CognitoException("UserLambdaValidationException", $"{trigger} failed with error {error.Message}.");
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                failure = $"the function did not answer within {TimeToAnswer.TotalSeconds:0} seconds";
            }
            catch (HttpRequestException error)
            {
                failure = error.Message;
            }

            if (attempt == Attempts)
            {
                throw new CognitoException("UnexpectedLambdaException", $"{trigger} invocation failed due to error {failure.TrimEnd('.')}.");
            }

            LogAttemptFailed(logger, functionName, attempt, Attempts, failure);
        }
    }

    private JsonObject Event(
        UserPool pool, string? clientId, User user, string source, JsonObject request, JsonObject response, Dictionary<string, string>? clientMetadata)
    {
        var attributes = new JsonObject { ["sub"] = user.Sub, ["cognito:user_status"] = user.Status.ApiName() };
        foreach (var (name, value) in user.Attributes)
        {
            attributes[name] = value;
        }

        request["userAttributes"] = attributes;
        if (clientMetadata is { Count: > 0 })
        {
            request["clientMetadata"] = new JsonObject(clientMetadata.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
        }

        return new JsonObject
        {
            ["version"] = "1",
            ["region"] = options.Value.Region,
            ["userPoolId"] = pool.Id,
            ["userName"] = user.Username,
            ["callerContext"] = new JsonObject { ["awsSdkVersion"] = "aws-sdk-unknown-unknown", ["clientId"] = clientId ?? "CLIENT_ID_NOT_APPLICABLE" },
            ["triggerSource"] = source,
            ["request"] = request,
            ["response"] = response,
        };
    }

    private static JsonObject Read(string trigger, byte[] answer)
    {
        try
        {
            if (JsonNode.Parse(answer) is JsonObject returned && returned["response"] is JsonObject response)
            {
                return response;
            }
        }
        catch (JsonException)
        {
            // Answered below: for the caller it is the same fault.
        }

        throw new CognitoException("InvalidLambdaResponseException", $"Unrecognizable lambda output: {trigger} must return the event it got.");
    }

    /// <summary>The name in <c>arn:aws:lambda:region:account:function:name[:alias]</c>.</summary>
    private static string FunctionName(string function)
    {
        var parts = function.Split(':');
        return parts is ["arn", _, "lambda", _, _, "function", var name, ..] ? name : function;
    }

    [LoggerMessage(LogLevel.Warning, "Function {Function} failed, attempt {Attempt} of {Attempts}: {Failure}")]
    private static partial void LogAttemptFailed(ILogger logger, string function, int attempt, int attempts, string failure);
}
