using Microsoft.AspNetCore.HostFiltering;
using Microsoft.Extensions.Options;

namespace TripLogger.Api.Configuration;

public static class ConfigurationExtensions
{
    private static readonly string[] LoopbackHosts = ["localhost", "127.0.0.1", "[::1]"];

    /// <summary>
    /// Adds <see cref="AwsResources"/> and <see cref="CloudOptions"/>, both checked before the first request is served.
    /// </summary>
    /// <param name="builder">The application.</param>
    /// <param name="needed">The keys of <see cref="AwsResources"/> that this function cannot do without.</param>
    public static IHostApplicationBuilder AddCloud(this IHostApplicationBuilder builder, IReadOnlyList<string> needed)
    {
        builder.Services.AddOptions<AwsResources>().BindConfiguration(AwsResources.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<AwsResources>>(new AwsResourcesValidator(builder.Configuration, needed));

        builder.Services.AddOptions<CloudOptions>().BindConfiguration("").ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<CloudOptions>, CloudOptionsValidator>();

        // A page next door could otherwise reach a local run by a name of its own that resolves to loopback.
        builder.Services.AddOptions<HostFilteringOptions>().Configure<IOptions<CloudOptions>>((filter, cloud) =>
        {
            if (cloud.Value.IsLocal)
            {
                filter.AllowedHosts = LoopbackHosts;
            }
        });

        return builder;
    }
}
