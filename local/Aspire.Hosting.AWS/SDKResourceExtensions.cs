using Amazon;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.AWS;

namespace Aspire.Hosting;

/// <summary>Says which AWS account is used.</summary>
public static class SDKResourceExtensions
{
    /// <summary>Creates a configuration of profile and region.</summary>
    public static IAWSSDKConfig AddAWSSDKConfig(this IDistributedApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return new AWSSDKConfig();
    }

    /// <summary>Sets the profile of the credentials.</summary>
    public static IAWSSDKConfig WithProfile(this IAWSSDKConfig config, string profile)
    {
        ArgumentNullException.ThrowIfNull(config);
        config.Profile = profile;
        return config;
    }

    /// <summary>Sets the region.</summary>
    public static IAWSSDKConfig WithRegion(this IAWSSDKConfig config, RegionEndpoint region)
    {
        ArgumentNullException.ThrowIfNull(config);
        config.Region = region;
        return config;
    }

    /// <summary>Sets the region by its name, for example <c>eu-central-1</c>.</summary>
    public static IAWSSDKConfig WithRegion(this IAWSSDKConfig config, string systemName) =>
        config.WithRegion(RegionEndpoint.GetBySystemName(systemName));

    /// <summary>Lets a resource use profile and region.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, IAWSSDKConfig awsSdkConfig)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(awsSdkConfig);
        return builder.WithEnvironment(context => awsSdkConfig.Apply(context, force: true));
    }
}
