using System.Globalization;
using Amazon.DynamoDBv2.Model;
using TripLogger.Api.Data;

namespace TripLogger.Api.Trips;

/// <summary>
/// The one item per user that adds up the trips. It is made of counters, <c>trips#2026</c>, <c>days#2026</c>, <c>km#2026</c>
/// and <c>country#CH</c>, because DynamoDB adds to attributes without reading them: parallel writes lose nothing. No number of trips
/// that anyone could log is too much for a <see cref="long"/>, nor their kilometres for a <see cref="decimal"/>.
/// </summary>
internal static class SummaryItem
{
    private const string Trips = "trips";
    private const string Days = "days";
    private const string Kilometres = "km";
    private const string Country = "country";

    /// <summary>The write that takes <paramref name="before"/> out and puts <paramref name="after"/> in, or null when that changes nothing.</summary>
    public static TransactWriteItem? Change(string tripTable, string userId, IEnumerable<TripContent> before, IEnumerable<TripContent> after)
    {
        var changes = new Dictionary<string, decimal>();
        foreach (var trip in before)
        {
            Add(changes, trip, -1);
        }

        foreach (var trip in after)
        {
            Add(changes, trip, 1);
        }

        var changed = changes.Where(change => change.Value != 0).ToArray();
        if (changed.Length == 0)
        {
            return null;
        }

        return new TransactWriteItem
        {
            Update = new Update
            {
                TableName = tripTable,
                Key = StoredTrip.Key(userId, TripItem.SummaryKey),
                UpdateExpression = "ADD " + string.Join(", ", changed.Select((_, index) => $"#n{index} :v{index}")),
                ExpressionAttributeNames = changed.Index().ToDictionary(change => $"#n{change.Index}", change => change.Item.Key),
                ExpressionAttributeValues = changed.Index().ToDictionary(change => $":v{change.Index}", change => change.Item.Value.ToAttribute()),
            },
        };
    }

    /// <summary>Reads the item; without one there are no trips.</summary>
    public static TripSummary Read(Dictionary<string, AttributeValue>? item)
    {
        var counters = (item ?? [])
            .Where(attribute => attribute.Value.N is not null)
            .Select(attribute => (Name: attribute.Key.Split('#'), Value: decimal.Parse(attribute.Value.N, CultureInfo.InvariantCulture)))
            .Where(counter => counter.Name.Length == 2)
            .ToLookup(counter => counter.Name[0], counter => (Of: counter.Name[1], counter.Value));

        var days = counters[Days].ToDictionary(counter => counter.Of, counter => counter.Value);
        var kilometres = counters[Kilometres].ToDictionary(counter => counter.Of, counter => counter.Value);
        YearSummary[] years =
        [
            .. counters[Trips]
                .Where(year => year.Value > 0)
                .Select(year => new YearSummary(int.Parse(year.Of, CultureInfo.InvariantCulture), (long)year.Value, (long)days.GetValueOrDefault(year.Of), kilometres.GetValueOrDefault(year.Of)))
                .OrderByDescending(year => year.Year),
        ];
        return new TripSummary(
            years.Sum(year => year.Trips),
            years.Sum(year => year.Days),
            years.Sum(year => year.DistanceKm),
            years,
            [
                .. counters[Country]
                    .Where(country => country.Value > 0)
                    .Select(country => new CountrySummary(country.Of, (long)country.Value))
                    .OrderByDescending(country => country.Trips).ThenBy(country => country.Country, StringComparer.Ordinal),
            ]);
    }

    private static void Add(Dictionary<string, decimal> changes, TripContent trip, int sign)
    {
        var year = trip.StartDate.Year;
        Add($"{Trips}#{year}", 1);
        Add($"{Days}#{year}", trip.EndDate.DayNumber - trip.StartDate.DayNumber + 1);
        Add($"{Kilometres}#{year}", trip.DistanceKm);
        Add($"{Country}#{trip.Destination.Country}", 1);

        void Add(string name, decimal value) => changes[name] = changes.GetValueOrDefault(name) + (sign * value);
    }
}
