using Amazon;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.AWS;

/// <summary>Which AWS account is used.</summary>
public interface IAWSSDKConfig
{
    /// <summary>The profile of the credentials; <see langword="null"/>: what the SDK finds.</summary>
    string? Profile { get; set; }

    /// <summary>The region; <see langword="null"/>: what the SDK finds.</summary>
    RegionEndpoint? Region { get; set; }
}

internal sealed class AWSSDKConfig : IAWSSDKConfig
{
    public string? Profile { get; set; }

    public RegionEndpoint? Region { get; set; }
}

internal static class AWSSDKConfigEnvironment
{
    /// <summary>The variables that AWS's SDKs and CLIs read, and those of .NET's configuration section <c>AWS</c>.</summary>
    public static IEnumerable<(string Name, string Value)> Variables(this IAWSSDKConfig config)
    {
        if (!string.IsNullOrEmpty(config.Profile))
        {
            yield return ("AWS__Profile", config.Profile);
            yield return ("AWS_PROFILE", config.Profile);
        }

        if (config.Region is not null)
        {
            yield return ("AWS__Region", config.Region.SystemName);
            yield return ("AWS_REGION", config.Region.SystemName);
        }
    }

    /// <summary>Gives a resource the variables.</summary>
    /// <param name="config">The account.</param>
    /// <param name="context">The resource's variables.</param>
    /// <param name="force">Whether they replace what is there.</param>
    public static void Apply(this IAWSSDKConfig config, EnvironmentCallbackContext context, bool force)
    {
        foreach (var (name, value) in config.Variables())
        {
            if (force || !context.EnvironmentVariables.ContainsKey(name))
            {
                context.EnvironmentVariables[name] = value;
            }
        }
    }
}
