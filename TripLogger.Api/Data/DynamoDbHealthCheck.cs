using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using TripLogger.Api.Configuration;
using TripLogger.Api.Http;

namespace TripLogger.Api.Data;

/// <summary>
/// Reads an item that is never there: the same permission and the same path as a request, and it tells nothing of anyone. Once a second
/// at most, because anyone may ask.
/// </summary>
internal sealed class DynamoDbHealthCheck(IAmazonDynamoDB dynamoDb, IOptions<AwsResources> resources, HybridCache cache) : IHealthCheck
{
    private static readonly HybridCacheEntryOptions Cached = SharedReads.KeptFor(TimeSpan.FromSeconds(1));

    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await cache.GetOrCreateAsync("health", ReadAsync, Cached, cancellationToken: cancellationToken);
        return HealthCheckResult.Healthy();
    }

    private async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        // Like the probe itself, its read would bury the traces that matter.
        using var untraced = SuppressInstrumentationScope.Begin();
        var key = new Dictionary<string, AttributeValue> { [UserItem.Id] = new("#health") };
        await dynamoDb.GetItemAsync(new GetItemRequest(resources.Value.UserTableName, key), cancellationToken);
        return true;
    }
}
