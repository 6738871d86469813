namespace TripLogger.Tests.Fixtures;

/// <summary>Stands between an API and its database.</summary>
public sealed class DynamoDbProxy : AwsProxy
{
    private DynamoDbProxy(Uri database)
        : base(database)
    {
    }

    /// <summary>A transaction that was cancelled because its first write met another one.</summary>
    public static string TransactionConflict { get; } =
        """{"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException","Message":"Transaction cancelled, please refer cancellation reasons for specific reasons [TransactionConflict, None]","CancellationReasons":[{"Code":"TransactionConflict","Message":"Transaction is ongoing for the item"},{"Code":"None"}]}""";

    public static async Task<DynamoDbProxy> StartAsync(Database database) => await StartAsync(await database.GetEndpointAsync());

    public static async Task<DynamoDbProxy> StartAsync(Uri database)
    {
        var proxy = new DynamoDbProxy(database);
        await proxy.StartAsync();
        return proxy;
    }
}
