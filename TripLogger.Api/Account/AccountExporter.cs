using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Microsoft.Extensions.Options;
using TripLogger.Api.Configuration;
using TripLogger.Api.Data;
using TripLogger.Api.Http;
using TripLogger.Api.Profile;
using TripLogger.Api.Trips;

namespace TripLogger.Api.Account;

/// <summary>Collects everything that we hold about a user: the profile, and the whole partition of TripTable.</summary>
internal sealed class AccountExporter(
    IAmazonDynamoDB dynamoDb,
    IOptions<AwsResources> resources,
    IOptions<AccountOptions> options,
    ProfileStore profiles,
    TimeProvider clock)
{
    /// <summary>Some 1 MB, what AWS gives at once; DynamoDB Local first collects all that is not limited, which may be more than its memory.</summary>
    private const int ItemsPerPage = 2000;

    /// <summary>Everything, or null when it is more than one answer can carry.</summary>
    /// <exception cref="AccountClosedException">The account was closed.</exception>
    public async Task<AccountExport?> ExportAsync(string userId, CancellationToken cancellationToken)
    {
        var profile = await profiles.FindAsync(userId, cancellationToken);
        List<Trip> trips = [];
        List<IdempotencyKeyExport> keys = [];
        Dictionary<string, AttributeValue>? summary = null;
        var bytes = 0;

        Dictionary<string, AttributeValue>? next = null;
        do
        {
            var page = await dynamoDb.QueryAsync(
                new QueryRequest(resources.Value.TripTableName)
                {
                    KeyConditionExpression = $"{TripItem.UserId} = :user",
                    ExpressionAttributeValues = new() { [":user"] = new(userId) },
                    ExclusiveStartKey = next,
                    ScanIndexForward = false,
                    ConsistentRead = true,
                    Limit = ItemsPerPage,
                },
                cancellationToken);
            foreach (var item in page.Items ?? [])
            {
                switch (item.GetText(TripItem.TripId))
                {
                    case TripItem.SummaryKey:
                        summary = item;
                        break;
                    case var key when key.StartsWith(TripItem.IdempotencyPrefix, StringComparison.Ordinal):
                        var left = new IdempotencyKeyExport(key[TripItem.IdempotencyPrefix.Length..], item.GetText(TripItem.CreatedTripId), item.GetTime(TripItem.CreatedAt));
                        keys.Add(left);
                        bytes += Weigh(left, ApiJsonContext.Default.IdempotencyKeyExport);
                        break;
                    default:
                        var trip = StoredTrip.FromItem(item).Trip;
                        trips.Add(trip);
                        bytes += Weigh(trip, ApiJsonContext.Default.Trip);
                        break;
                }
            }

            if (bytes > options.Value.MaxExportBytes)
            {
                return null;
            }

            next = page.LastEvaluatedKey is { Count: > 0 } last ? last : null;
        }
        while (next is not null);

        return new AccountExport(clock.GetUtcNow().UtcDateTime, profile, SummaryItem.Read(summary), trips, keys);
    }

    private static int Weigh<T>(T part, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(part, type).Length;
}
