using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using TripLogger.Api.Configuration;

namespace TripLogger.Api.Data;

/// <summary>Reads an item that is never there: the same permission and the same path as a request, and it tells nothing of anyone.</summary>
internal sealed class DynamoDbHealthCheck(IAmazonDynamoDB dynamoDb, IOptions<AwsResources> resources) : IHealthCheck
{
    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        // Like the probe itself, its read every few seconds would bury the traces that matter.
        using var untraced = SuppressInstrumentationScope.Begin();
        var key = new Dictionary<string, AttributeValue> { [UserItem.Id] = new("#health") };
        await dynamoDb.GetItemAsync(new GetItemRequest(resources.Value.UserTableName, key), cancellationToken);
        return HealthCheckResult.Healthy();
    }
}
