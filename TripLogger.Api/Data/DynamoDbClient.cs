using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using TripLogger.Api.Problems;

namespace TripLogger.Api.Data;

/// <summary>
/// The SDK's client, which says in one way of all that can happen on the way to DynamoDB and back that it was not our fault: whatever comes
/// out of a call is a <see cref="ServiceUnavailableException"/>, but for the answers on which the API acts, and for those that only a mistake
/// of ours explains.
/// </summary>
internal sealed class DynamoDbClient(AmazonDynamoDBConfig config) : AmazonDynamoDBClient(config)
{
    /// <inheritdoc />
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        // On top: the SDK has tried again before.
        pipeline.AddHandler(new Boundary());
    }

    private sealed class Boundary : PipelineHandler
    {
        /// <summary>What is not worth another try, because the same request would be refused again.</summary>
        /// <remarks>See <see href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html">error handling with DynamoDB</see>.</remarks>
        private static readonly HashSet<string> Mistakes =
        [
            "AccessDeniedException", "IdempotentParameterMismatchException", "IncompleteSignatureException", "ItemCollectionSizeLimitExceededException",
            "MissingAuthenticationTokenException", "ResourceNotFoundException", "SerializationException", "UnknownOperationException", "ValidationException",
        ];

        public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
        {
            try
            {
                return await base.InvokeAsync<T>(executionContext);
            }
            catch (Exception exception) when (!IsAnswer(exception) && !IsMistake(exception))
            {
                // Given up by whoever asked, it ends in many ways too.
                var asked = executionContext.RequestContext.CancellationToken;
                throw asked.IsCancellationRequested ? new OperationCanceledException("The call to DynamoDB was given up.", exception, asked) : new ServiceUnavailableException("DynamoDB", exception);
            }
        }

        /// <summary>A condition that is not met, or another write at the same time: known to those who write.</summary>
        private static bool IsAnswer(Exception exception) => exception switch
        {
            ConditionalCheckFailedException or TransactionConflictException => true,
            TransactionCanceledException canceled => canceled.CancellationReasons?.Any(reason => reason.Code is WriteConflicts.ConditionFailed or WriteConflicts.Conflict) == true,
            _ => false,
        };

        private static bool IsMistake(Exception exception) => exception switch
        {
            TransactionCanceledException canceled => canceled.CancellationReasons?.Any(reason => reason.Code is "ValidationError" or "ItemCollectionSizeLimitExceeded") == true,
            AmazonServiceException error => error.ErrorCode is { } code && Mistakes.Contains(code),
            _ => false,
        };
    }
}
