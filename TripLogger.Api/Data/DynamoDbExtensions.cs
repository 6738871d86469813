using Amazon;
using Amazon.DynamoDBv2;
using Amazon.Extensions.NETCore.Setup;
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
        builder.Services.AddSingleton<IAmazonDynamoDB>(services =>
            new DynamoDbClient(Configure(services.GetRequiredService<AWSOptions>(), services.GetRequiredService<IOptions<CloudOptions>>().Value)));
        return builder;
    }

    /// <summary>Makes <c>/health</c> tell whether the tables answer.</summary>
    public static IHostApplicationBuilder AddDynamoDbHealth(this IHostApplicationBuilder builder)
    {
        builder.Services.AddHealthChecks().AddCheck<DynamoDbHealthCheck>("dynamodb", timeout: TimeSpan.FromSeconds(2));
        return builder;
    }

    private static AmazonDynamoDBConfig Configure(AWSOptions options, CloudOptions cloud)
    {
        var config = new AmazonDynamoDBConfig
        {
            HttpClientFactory = new WholeAnswers(),
            // One retry helps over a lost connection; more would only keep a person waiting for the 503.
            RetryMode = RequestRetryMode.Standard,
            MaxErrorRetry = 1,
        };
        if (options.Profile is { } profile)
        {
            config.Profile = new Amazon.Profile(profile, options.ProfilesLocation);
        }

        if (options.Credentials is { } credentials)
        {
            config.DefaultAWSCredentials = credentials;
        }

        if (options.Region is { } region)
        {
            config.RegionEndpoint = region;
        }

        if (cloud.DynamoDbEndpoint is { } endpoint)
        {
            config.AuthenticationRegion = config.RegionEndpoint?.SystemName;
            config.ServiceURL = endpoint.AbsoluteUri;
            // Whoever has these on for AWS, by a variable or in a profile, would be sent to names that there are not.
            config.UseFIPSEndpoint = false;
            config.UseDualstackEndpoint = false;
        }

        return config;
    }
}
