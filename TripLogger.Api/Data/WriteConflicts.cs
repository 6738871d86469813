using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Polly;
using Polly.Retry;

namespace TripLogger.Api.Data;

/// <summary>
/// Writes that meet a transaction on the same item are refused by DynamoDB, though nothing is wrong with them: they are
/// repeated, each after a random pause, so that those who met do not meet again.
/// </summary>
/// <remarks>See <see href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-conflict-handling">transaction conflicts</see>.</remarks>
internal static class WriteConflicts
{
    public const string Conflict = "TransactionConflict";
    public const string ConditionFailed = "ConditionalCheckFailed";

    // Together some two seconds at most; after that the caller hears 503 and may try again.
    private static readonly ResiliencePipeline Retries = new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<AmazonDynamoDBException>(IsConflict),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = TimeSpan.FromMilliseconds(20),
            MaxDelay = TimeSpan.FromMilliseconds(400),
            MaxRetryAttempts = 8,
        })
        .Build();

    /// <summary>Sends a transaction, again as long as it meets another one.</summary>
    /// <exception cref="TransactionCanceledException">A condition is not met, or the conflicts do not end.</exception>
    public static async Task TransactAsync(this IAmazonDynamoDB dynamoDb, List<TransactWriteItem> writes, CancellationToken cancellationToken) =>
        await WriteAsync(cancel => dynamoDb.TransactWriteItemsAsync(new TransactWriteItemsRequest { TransactItems = writes }, cancel), cancellationToken);

    /// <summary>Does a single write, again as long as it meets a transaction.</summary>
    public static ValueTask<T> WriteAsync<T>(Func<CancellationToken, Task<T>> write, CancellationToken cancellationToken) =>
        Retries.ExecuteAsync(static async (write, cancel) => await write(cancel), write, cancellationToken);

    /// <summary>Whether conflicts are the reason, and not a condition that will not be met next time either.</summary>
    public static bool IsConflict(AmazonDynamoDBException exception) => exception switch
    {
        TransactionConflictException => true,
        TransactionCanceledException canceled =>
            canceled.CancellationReasons?.Any(reason => reason.Code == Conflict) == true
            && !canceled.CancellationReasons.Any(reason => reason.Code == ConditionFailed),
        _ => false,
    };

    /// <summary>Why the write at <paramref name="index"/> was refused: the item that did not meet the condition, if it was that.</summary>
    public static bool HasFailedCondition(this TransactionCanceledException canceled, int index, out Dictionary<string, AttributeValue> item)
    {
        var reason = canceled.CancellationReasons?.ElementAtOrDefault(index);
        item = reason?.Item ?? [];
        return reason?.Code == ConditionFailed;
    }
}
