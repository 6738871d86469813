using Amazon.DynamoDBv2.Model;
using TripLogger.Api.Data;

namespace TripLogger.Api.Trips;

/// <summary>A trip with what only the store knows of it.</summary>
/// <param name="UserId">The owner's sub.</param>
/// <param name="Trip">What the owner sees.</param>
/// <param name="PublishedAtTripId">Its place in the list of public trips, or null.</param>
internal sealed record StoredTrip(string UserId, Trip Trip, string? PublishedAtTripId)
{
    public static Dictionary<string, AttributeValue> Key(string userId, string tripId) =>
        new() { [TripItem.UserId] = new(userId), [TripItem.TripId] = new(tripId) };

    public static StoredTrip FromItem(Dictionary<string, AttributeValue> item)
    {
        var publishedAt = item.FindText(TripItem.PublishedAtTripId);
        return new StoredTrip(
            item.GetText(TripItem.UserId),
            new Trip(
                item.GetText(TripItem.TripId),
                item.GetText(TripItem.Title),
                ReadDestination(item),
                item.GetDate(TripItem.StartDate),
                item.GetDate(TripItem.EndDate),
                item.FindText(TripItem.Notes) ?? "",
                item.GetDecimal(TripItem.DistanceKm),
                publishedAt is null ? TripVisibility.Private : TripVisibility.Public,
                item.GetTime(TripItem.CreatedAt),
                item.GetTime(TripItem.UpdatedAt),
                item.GetNumber(TripItem.Version)),
            publishedAt);
    }

    public static Destination ReadDestination(Dictionary<string, AttributeValue> item)
    {
        var destination = item[TripItem.Destination].M;
        return new Destination(
            destination.GetText(TripItem.Name),
            destination.GetText(TripItem.Country),
            destination.GetDecimal(TripItem.Latitude),
            destination.GetDecimal(TripItem.Longitude));
    }

    /// <summary>The attributes that a change of the trip replaces.</summary>
    /// <param name="content">The new content.</param>
    /// <param name="publishedAtTripId">Its place in the list of public trips, or null for a private one.</param>
    /// <returns>Attributes by name; without a value where the trip no longer has one.</returns>
    public static Dictionary<string, AttributeValue?> Attributes(TripContent content, string? publishedAtTripId) => new()
    {
        [TripItem.Title] = new(content.Title),
        [TripItem.Destination] = new()
        {
            M = new()
            {
                [TripItem.Name] = new(content.Destination.Name),
                [TripItem.Country] = new(content.Destination.Country),
                [TripItem.Latitude] = content.Destination.Latitude.ToAttribute(),
                [TripItem.Longitude] = content.Destination.Longitude.ToAttribute(),
            },
        },
        [TripItem.StartDate] = content.StartDate.ToAttribute(),
        [TripItem.EndDate] = content.EndDate.ToAttribute(),
        [TripItem.Notes] = content.Notes.Length > 0 ? new(content.Notes) : null,
        [TripItem.DistanceKm] = content.DistanceKm.ToAttribute(),
        // Both or neither: they are the keys of the index.
        [TripItem.PublicList] = publishedAtTripId is null ? null : new(TripItem.PublicListValue),
        [TripItem.PublishedAtTripId] = publishedAtTripId is null ? null : new(publishedAtTripId),
    };

    /// <summary>The attributes of a trip that has just been logged.</summary>
    public static Dictionary<string, AttributeValue> NewItem(string userId, string tripId, TripContent content, AttributeValue createdAt, string? batchId)
    {
        var item = Key(userId, tripId);
        foreach (var (name, value) in Attributes(content, content.Visibility == TripVisibility.Public ? Place(createdAt, tripId) : null))
        {
            if (value is not null)
            {
                item[name] = value;
            }
        }

        item[TripItem.CreatedAt] = createdAt;
        item[TripItem.UpdatedAt] = createdAt;
        item[TripItem.Version] = 1.ToAttribute();
        if (batchId is not null)
        {
            item[TripItem.BatchId] = new(batchId);
        }

        return item;
    }

    /// <summary>A trip's place in the list of public ones.</summary>
    public static string Place(AttributeValue publishedAt, string tripId) => $"{publishedAt.S}#{tripId}";
}
