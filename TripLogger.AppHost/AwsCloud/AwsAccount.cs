using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Credentials;
using Microsoft.Extensions.Configuration;

namespace TripLogger.AppHost.AwsCloud;

/// <summary>The account that the developer is signed in to.</summary>
/// <param name="Profile">The profile of the credentials; <see langword="null"/>: what the AWS SDK finds by itself.</param>
/// <param name="Region">Where the stack goes.</param>
internal sealed record AwsAccount(string? Profile, RegionEndpoint Region)
{
    private const string SignIn = "sign in by 'aws configure', 'aws sso login' or 'aws login', or run without --Cloud=aws.";

    /// <summary>
    /// The SDK's chain ends at the metadata service of EC2, which elsewhere nobody answers for. Signing in by
    /// a program or a browser does not happen here.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Makes sure that there are credentials and a region. Whether AWS accepts them, the deployment tells.</summary>
    /// <param name="configuration"><c>AWS:Profile</c> and <c>AWS:Region</c>, else the variables that all of AWS's tools read.</param>
    /// <exception cref="DistributedApplicationException">One of them is missing.</exception>
    public static async Task<AwsAccount> FindAsync(IConfiguration configuration)
    {
        var profile = First(configuration, "AWS:Profile", "AWS_PROFILE");
        await RequireCredentialsAsync(profile);
        return new(profile, FindRegion(configuration, profile));
    }

    private static async Task RequireCredentialsAsync(string? profile)
    {
        var wanted = profile is null ? "" : $" in the profile '{profile}'";
        try
        {
            await Task.Run(() => Credentials(profile).GetCredentialsAsync()).WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            throw new DistributedApplicationException($"No AWS credentials were found{wanted} within {Patience.TotalSeconds:0} seconds: {SignIn}");
        }
        catch (AmazonClientException exception) when (profile is null)
        {
            // The SDK's own text lists every place where it looked.
            throw new DistributedApplicationException($"No AWS credentials were found: {SignIn}", exception);
        }
        catch (AmazonClientException exception)
        {
            throw new DistributedApplicationException($"There are no usable AWS credentials{wanted} ({exception.Message.TrimEnd('.')}): {SignIn}", exception);
        }
    }

    private static AWSCredentials Credentials(string? profile) =>
        profile is null ? DefaultAWSCredentialsIdentityResolver.GetCredentials()
        : new CredentialProfileStoreChain().TryGetAWSCredentials(profile, out var credentials) ? credentials
        : throw new AmazonClientException("there is no such profile, or nothing in it to sign in with");

    private static RegionEndpoint FindRegion(IConfiguration configuration, string? profile) =>
        First(configuration, "AWS:Region", "AWS_REGION", "AWS_DEFAULT_REGION") is { } region ? RegionEndpoint.GetBySystemName(region)
        : new CredentialProfileStoreChain().TryGetProfile(profile ?? SharedCredentialsFile.DefaultProfileName, out var settings) && settings.Region is not null ? settings.Region
        : throw new DistributedApplicationException("No AWS region is chosen: add --AWS:Region=eu-central-1 (or another), set AWS_REGION, or give the profile one by 'aws configure'.");

    private static string? First(IConfiguration configuration, params string[] keys) =>
        keys.Select(key => configuration[key]).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value));
}
