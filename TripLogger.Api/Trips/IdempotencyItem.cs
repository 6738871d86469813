using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Amazon.DynamoDBv2.Model;
using TripLogger.Api.Data;
using TripLogger.Api.Http;

namespace TripLogger.Api.Trips;

/// <summary>What a request with an Idempotency-Key leaves behind for a day: which trip it created out of what.</summary>
internal static class IdempotencyItem
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>The write that only the first request with this key can make; its refusal carries what the first one wrote.</summary>
    public static TransactWriteItem Put(string tripTable, string userId, string idempotencyKey, TripContent content, string tripId, DateTimeOffset now)
    {
        var item = StoredTrip.Key(userId, TripItem.IdempotencyPrefix + Hash(Encoding.UTF8.GetBytes(idempotencyKey)));
        item[TripItem.CreatedTripId] = new(tripId);
        item[TripItem.RequestHash] = new(Hash(content));
        item[TripItem.CreatedAt] = now.ToAttribute();
        item[TripItem.ExpiresAt] = (now + Lifetime).ToEpochAttribute();
        return new TransactWriteItem
        {
            Put = new Put
            {
                TableName = tripTable,
                Item = item,
                // DynamoDB may delete an expired item days later.
                ConditionExpression = $"attribute_not_exists({TripItem.TripId}) OR {TripItem.ExpiresAt} <= :now",
                ExpressionAttributeValues = new() { [":now"] = now.ToEpochAttribute() },
                ReturnValuesOnConditionCheckFailure = Amazon.DynamoDBv2.ReturnValuesOnConditionCheckFailure.ALL_OLD,
            },
        };
    }

    /// <summary>Whether the first request asked for the same.</summary>
    public static bool IsOf(Dictionary<string, AttributeValue> first, TripContent content) => first.GetText(TripItem.RequestHash) == Hash(content);

    /// <summary>Of the content and not of the body's bytes: spaces and the order of members mean nothing.</summary>
    private static string Hash(TripContent content) => Hash(JsonSerializer.SerializeToUtf8Bytes(content, ApiJsonContext.Default.TripContent));

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
