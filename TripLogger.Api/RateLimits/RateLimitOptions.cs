using System.ComponentModel.DataAnnotations;

namespace TripLogger.Api.RateLimits;

/// <summary>Configuration section <c>RateLimits</c>: requests in a window, counted by each process on its own.</summary>
public sealed class RateLimitOptions
{
    public const string Section = "RateLimits";

    /// <summary>Requests of one user, or trips that come several in a request: room for an import of a thousand beside everyday use.</summary>
    [Range(1, int.MaxValue)]
    public int RequestsPerUser { get; set; } = 2000;

    /// <summary>Requests of one user that are at work at the same time; more wait in line.</summary>
    [Range(1, int.MaxValue)]
    public int RequestsAtOncePerUser { get; set; } = 16;

    /// <summary>Requests without a valid token from one address, which many people may share.</summary>
    [Range(1, int.MaxValue)]
    public int RequestsPerAddress { get; set; } = 1200;

    /// <summary>How long requests are counted together.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Window { get; set; } = TimeSpan.FromMinutes(1);
}
