using System.ComponentModel.DataAnnotations;

namespace TripLogger.Api.Account;

/// <summary>Configuration section <c>Account</c>.</summary>
public sealed class AccountOptions
{
    public const string Section = "Account";

    /// <summary>
    /// How long one DELETE works on closing an account before it answers 202, well below API Gateway's 30 s. When a closing is older and
    /// not done, every request that meets it goes on with it.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:25")]
    public TimeSpan CloseWithin { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>The largest export: Lambda answers with 6 MB at most, so this is a little less.</summary>
    [Range(1, 6 * 1024 * 1024)]
    public int MaxExportBytes { get; set; } = 5 * 1024 * 1024;
}
