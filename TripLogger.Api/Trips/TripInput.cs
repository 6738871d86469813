using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using TripLogger.Api.Validation;

namespace TripLogger.Api.Trips;

/// <summary>
/// What users say about a trip. A PUT replaces all of it: what is missing gets its default again.
/// Lengths are UTF-16 code units, as HTML's maxlength counts them.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record TripInput
{
    /// <summary>1 to 120 characters in one line.</summary>
    [Required(ErrorMessage = "A trip needs a title.")]
    [StringLength(120, ErrorMessage = "The title is longer than 120 characters.")]
    [PlainText]
    public string? Title { get; init => field = PlainText.Normalize(value); }

    /// <summary>Where the trip went.</summary>
    [Required(ErrorMessage = "A trip needs a destination.")]
    public DestinationInput? Destination { get; init; }

    /// <summary>The first day, yyyy-MM-dd.</summary>
    [Required(ErrorMessage = "A trip needs its first day.")]
    [CalendarDate]
    public string? StartDate { get; init; }

    /// <summary>The last day, yyyy-MM-dd; not before the first.</summary>
    [Required(ErrorMessage = "A trip needs its last day.")]
    [CalendarDate]
    [NotBefore(nameof(StartDate))]
    public string? EndDate { get; init; }

    /// <summary>Up to 5,000 characters, lines allowed; empty by default. For the owner alone.</summary>
    [StringLength(5000, ErrorMessage = "The notes are longer than 5,000 characters.")]
    [PlainText(AllowLines = true)]
    public string? Notes { get; init => field = PlainText.Normalize(value); }

    /// <summary>0 (the default) to 1,000,000 kilometres; kept to the metre.</summary>
    [Range(0.0, 1_000_000.0, ErrorMessage = "The distance is not between 0 and 1,000,000 km.")]
    public decimal? DistanceKm { get; init; }

    /// <summary>private (the default) or public.</summary>
    [AllowedValues(null, "private", "public", ErrorMessage = "The visibility is neither private nor public.")]
    public string? Visibility { get; init; }

    /// <summary>The same without nulls; only for what was validated.</summary>
    internal TripContent ToContent() => new(
        Title!,
        new Destination(Destination!.Name!, Destination.Country!, Rounded(Destination.Latitude!.Value, 6), Rounded(Destination.Longitude!.Value, 6)),
        CalendarDate.Parse(StartDate),
        CalendarDate.Parse(EndDate),
        Notes ?? "",
        Rounded(DistanceKm ?? 0, 3),
        Visibility == "public" ? TripVisibility.Public : TripVisibility.Private);

    // The division drops trailing zeros, as DynamoDB does: a trip is answered the same before and after it was stored.
    private static decimal Rounded(decimal value, int places) => decimal.Round(value, places) / 1.0000000000000000000000000000m;
}

/// <summary>Where a trip went.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record DestinationInput
{
    /// <summary>1 to 120 characters in one line.</summary>
    [Required(ErrorMessage = "A destination needs a name.")]
    [StringLength(120, ErrorMessage = "The name is longer than 120 characters.")]
    [PlainText]
    public string? Name { get; init => field = PlainText.Normalize(value); }

    /// <summary>ISO 3166-1 alpha-2 code, such as DE; XK is Kosovo.</summary>
    [Required(ErrorMessage = "A destination needs a country.")]
    [CountryCode]
    public string? Country { get; init => field = PlainText.Normalize(value); }

    /// <summary>-90 to 90 degrees, south is negative; kept to six places.</summary>
    [Required(ErrorMessage = "A destination needs a latitude.")]
    [Range(-90.0, 90.0, ErrorMessage = "The latitude is not between -90 and 90.")]
    public decimal? Latitude { get; init; }

    /// <summary>-180 to 180 degrees, west is negative; kept to six places.</summary>
    [Required(ErrorMessage = "A destination needs a longitude.")]
    [Range(-180.0, 180.0, ErrorMessage = "The longitude is not between -180 and 180.")]
    public decimal? Longitude { get; init; }
}
