using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Validation;
using TripLogger.Api.Validation;

namespace TripLogger.Api.Trips;

/// <summary>Trips to log together, as an import does.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record TripBatch
{
    /// <summary>The most trips in one request: with their keys, the summary and the account they are one transaction.</summary>
    public const int Most = 25;

    /// <summary>What they belong to, such as one import: a UUID of the caller's choice, kept with each trip and shown to nobody.</summary>
    [Uuid]
    public string? BatchId { get; init => field = value?.ToLowerInvariant(); }

    /// <summary>1 to 25 trips.</summary>
    [Required(ErrorMessage = "Send the trips as items.")]
    [Length(1, Most, ErrorMessage = "Send 1 to 25 trips at once.")]
    public IReadOnlyList<TripBatchItem>? Items { get; init; }
}

/// <summary>One trip of a <see cref="TripBatch"/>. What is wrong with it is told in its place and does not stop the others.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record TripBatchItem
{
    /// <summary>The same for a trip and its repetitions, as the header Idempotency-Key of a single one.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>The trip.</summary>
#pragma warning disable ASP0029 // The framework still calls this attribute experimental.
    [SkipValidation]
#pragma warning restore ASP0029
    public TripInput? Trip { get; init; }
}

/// <summary>What came of a <see cref="TripBatch"/>.</summary>
/// <param name="Items">An answer for each of its items, in their order.</param>
public sealed record TripBatchResult(IReadOnlyList<TripBatchAnswer> Items);

/// <summary>What a trip of a batch would have been answered alone.</summary>
/// <param name="Status">
/// 201: it is logged, by this request or an earlier one with its key. 400: something is wrong with it. 422: its key was used for another content.
/// </param>
/// <param name="Trip">With 201: the trip as it was logged.</param>
/// <param name="Problem">With any other status: what is wrong.</param>
public sealed record TripBatchAnswer(
    int Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Trip? Trip = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] HttpValidationProblemDetails? Problem = null);
