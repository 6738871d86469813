using Amazon;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using TripLogger.Api.Configuration;

namespace TripLogger.Api.Data;

public static class DynamoDbExtensions
{
    /// <summary>Adds <see cref="IAmazonDynamoDB"/>: in a local run with credentials that no AWS account knows.</summary>
    public static IHostApplicationBuilder AddDynamoDb(this IHostApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddDefaultAWSOptions(services =>
        {
            var options = builder.Configuration.GetAWSOptions();
            // A function on Lambda that is not told the region is in it: AWS_REGION, which the SDK reads.
            if (services.GetRequiredService<IOptions<AwsResources>>().Value.Region is { Length: > 0 } region)
            {
                options.Region = RegionEndpoint.GetBySystemName(region);
            }

            if (services.GetRequiredService<IOptions<CloudOptions>>().Value.IsLocal)
            {
                options.Credentials = new BasicAWSCredentials("local", "local");
            }

            return options;
        });
        builder.Services.AddAWSService<IAmazonDynamoDB>((config, services) => Configure(config, services.GetRequiredService<IOptions<CloudOptions>>().Value));
        return builder;
    }

    /// <summary>Makes <c>/health</c> tell whether the tables answer.</summary>
    public static IHostApplicationBuilder AddDynamoDbHealth(this IHostApplicationBuilder builder)
    {
        builder.Services.AddHealthChecks().AddCheck<DynamoDbHealthCheck>("dynamodb", timeout: TimeSpan.FromSeconds(2));
        return builder;
    }

    private static void Configure(ClientConfig config, CloudOptions cloud)
    {
        // One retry helps over a lost connection; more would only keep a person waiting for the 503.
        config.ConnectTimeout = TimeSpan.FromMilliseconds(500);
        config.Timeout = TimeSpan.FromSeconds(2);
        config.RetryMode = RequestRetryMode.Standard;
        config.MaxErrorRetry = 1;

        if (cloud.DynamoDbEndpoint is { } endpoint)
        {
            config.AuthenticationRegion = config.RegionEndpoint?.SystemName;
            config.ServiceURL = endpoint.AbsoluteUri;
        }
    }
}
