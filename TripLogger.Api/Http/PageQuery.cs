using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;

namespace TripLogger.Api.Http;

/// <summary>Which page of a list a caller wants. Read as text, so that all that is wrong is named at once.</summary>
internal sealed record PageQuery
{
    private const int Default = 20;
    private const int Most = 100;

    /// <summary>How many items at most: 1 to 100, 20 by default.</summary>
    [FromQuery(Name = "limit"), Description("How many items at most: 1 to 100, 20 by default.")]
    public string? Limit { get; init; }

    /// <summary>nextCursor of the page before; the first page without.</summary>
    [FromQuery(Name = "cursor"), Description("nextCursor of the page before; the first page without.")]
    public string? Cursor { get; init; }

    /// <summary>Reads both, or answers what is wrong with them.</summary>
    /// <param name="cursors">The cursors of this list.</param>
    public (int Limit, string? LastKey, IResult? Refused) Read(Cursors cursors) => Read(cursors, []);

    /// <summary>The same for a list that reads more of the query.</summary>
    /// <param name="cursors">The cursors of this list.</param>
    /// <param name="errors">What is wrong with the rest, by name.</param>
    public (int Limit, string? LastKey, IResult? Refused) Read(Cursors cursors, Dictionary<string, string[]> errors)
    {
        var limit = Default;
        if (Limit is not null && !(int.TryParse(Limit, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is >= 1 and <= Most))
        {
            errors["limit"] = [$"The limit is no whole number between 1 and {Most}."];
        }

        string? lastKey = null;
        if (Cursor is not null && !cursors.TryRead(Cursor, out lastKey))
        {
            errors["cursor"] = ["This is no cursor of this list: send nextCursor of the page before as it came, or none for the first page."];
        }

        return (limit, lastKey, errors.Count == 0 ? null : TypedResults.ValidationProblem(errors));
    }
}

/// <summary>A page of a list.</summary>
/// <param name="Items">The items.</param>
/// <param name="NextCursor">Where the next page starts, or null when this is the last one.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor);
