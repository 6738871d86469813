using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using TripLogger.Api.Validation;

namespace TripLogger.Api.Profile;

/// <summary>
/// What users may say about themselves. A PUT replaces all of it: a member that is missing, null or blank is cleared.
/// Lengths are UTF-16 code units, as HTML's maxlength counts them.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ProfileUpdate
{
    /// <summary>1 to 80 characters in one line.</summary>
    [StringLength(80, ErrorMessage = "The display name is longer than 80 characters.")]
    [PlainText]
    public string? DisplayName { get; init => field = PlainText.Normalize(value); }

    /// <summary>ISO 3166-1 alpha-2 code, such as DE; XK is Kosovo.</summary>
    [CountryCode]
    public string? HomeCountry { get; init => field = PlainText.Normalize(value); }

    /// <summary>1 to 1,000 characters, lines allowed.</summary>
    [StringLength(1000, ErrorMessage = "The bio is longer than 1,000 characters.")]
    [PlainText(AllowLines = true)]
    public string? Bio { get; init => field = PlainText.Normalize(value); }
}
