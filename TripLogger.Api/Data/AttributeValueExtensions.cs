using System.Globalization;
using Amazon.DynamoDBv2.Model;

namespace TripLogger.Api.Data;

/// <summary>The few .NET types that items hold, to and from DynamoDB's.</summary>
internal static class AttributeValueExtensions
{
    /// <summary>A fixed width, so that times sort as text.</summary>
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    private const string DateFormat = "yyyy-MM-dd";

    public static AttributeValue ToAttribute(this DateTimeOffset time) =>
        new(time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture));

    public static AttributeValue ToAttribute(this DateOnly date) =>
        new(date.ToString(DateFormat, CultureInfo.InvariantCulture));

    public static AttributeValue ToAttribute(this int number) => ((long)number).ToAttribute();

    public static AttributeValue ToAttribute(this long number) =>
        new() { N = number.ToString(CultureInfo.InvariantCulture) };

    public static AttributeValue ToAttribute(this decimal number) =>
        new() { N = number.ToString(CultureInfo.InvariantCulture) };

    /// <summary>A time as TTL wants it: whole seconds since 1970.</summary>
    public static AttributeValue ToEpochAttribute(this DateTimeOffset time) =>
        new() { N = time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) };

    public static string GetText(this Dictionary<string, AttributeValue> item, string name) => item[name].S;

    public static string? FindText(this Dictionary<string, AttributeValue> item, string name) => item.GetValueOrDefault(name)?.S;

    public static long GetNumber(this Dictionary<string, AttributeValue> item, string name) =>
        long.Parse(item[name].N, CultureInfo.InvariantCulture);

    /// <summary>A number, or 0 without one.</summary>
    public static long FindNumber(this Dictionary<string, AttributeValue> item, string name) => item.ContainsKey(name) ? item.GetNumber(name) : 0;

    public static decimal GetDecimal(this Dictionary<string, AttributeValue> item, string name) =>
        decimal.Parse(item[name].N, CultureInfo.InvariantCulture);

    public static DateTime GetTime(this Dictionary<string, AttributeValue> item, string name) =>
        DateTime.ParseExact(item[name].S, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    public static DateOnly GetDate(this Dictionary<string, AttributeValue> item, string name) =>
        DateOnly.ParseExact(item[name].S, DateFormat, CultureInfo.InvariantCulture);
}
