using System.ComponentModel.DataAnnotations;

namespace TripLogger.Api.RateLimits;

/// <summary>Configuration section <c>RateLimits</c>: requests in a window, counted by each process on its own.</summary>
public sealed class RateLimitOptions
{
    public const string Section = "RateLimits";

    /// <summary>Requests of one user.</summary>
    [Range(1, int.MaxValue)]
    public int RequestsPerUser { get; set; } = 600;

    /// <summary>Requests of one user that are at work at the same time; more wait in line.</summary>
    [Range(1, int.MaxValue)]
    public int RequestsAtOncePerUser { get; set; } = 16;

    /// <summary>Requests without a valid token from one address. More than for a user: many people may share an address.</summary>
    [Range(1, int.MaxValue)]
    public int RequestsPerAddress { get; set; } = 1200;

    /// <summary>How long requests are counted together.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Window { get; set; } = TimeSpan.FromMinutes(1);
}
