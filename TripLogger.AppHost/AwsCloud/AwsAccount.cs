using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Credentials;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Microsoft.Extensions.Configuration;

namespace TripLogger.AppHost.AwsCloud;

/// <summary>The account that the developer is signed in to.</summary>
/// <param name="Profile">The profile of the credentials; <see langword="null"/>: what the AWS SDK finds by itself.</param>
/// <param name="Region">Where the stack goes.</param>
internal sealed record AwsAccount(string? Profile, RegionEndpoint Region)
{
    private const string SignIn = "sign in by 'aws configure' or 'aws sso login', or run without --Cloud=aws.";

    /// <summary>The package that the SDK loads for profiles of <c>aws login</c>.</summary>
    private const string SigninPackage = "AWSSDK.Signin";

    /// <summary>
    /// The SDK's chain ends at the metadata service of EC2, which elsewhere nobody answers for. Signing in by
    /// a program or a browser does not happen here.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Makes sure that there are a region, and credentials that AWS accepts. What they may do, the deployment tells.</summary>
    /// <param name="configuration"><c>AWS:Profile</c> and <c>AWS:Region</c>, else the variables that all of AWS's tools read.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="DistributedApplicationException">One of them is missing.</exception>
    public static async Task<AwsAccount> FindAsync(IConfiguration configuration, CancellationToken cancellationToken)
    {
        var profile = First(configuration, "AWS:Profile", "AWS_PROFILE");
        var credentials = await FindCredentialsAsync(profile, cancellationToken);
        var region = FindRegion(configuration, profile);
        await RequireAcceptedAsync(credentials, region, profile, cancellationToken);
        return new(profile, region);
    }

    private static async Task<ImmutableCredentials> FindCredentialsAsync(string? profile, CancellationToken cancellationToken)
    {
        try
        {
            return await Task.Run(() => Credentials(profile).GetCredentialsAsync(), cancellationToken).WaitAsync(Patience, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new DistributedApplicationException($"No AWS credentials were found{In(profile)} within {Patience.TotalSeconds:0} seconds: {SignIn}");
        }
        // The SDK has no type for all of it: a program that fails, a package of its own that is missing, a broken file.
#pragma warning disable CA1031
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            throw new DistributedApplicationException(Explain(exception, profile), exception);
        }
    }

    private static string Explain(Exception exception, string? profile)
    {
        var reason = exception.GetBaseException().Message.ReplaceLineEndings(" ").TrimEnd('.', ' ', '-');
        return exception.Message.Contains(SigninPackage, StringComparison.Ordinal)
            ? $"The credentials{In(profile ?? SharedCredentialsFile.DefaultProfileName)} come from 'aws login', which the AWS SDK reads only where {SigninPackage} is installed: " +
              "hand them over by 'aws configure export-credentials --format env', sign in by 'aws sso login', or run without --Cloud=aws."
            // The SDK's own text then lists every place where it looked.
            : profile is null ? $"No AWS credentials were found: {SignIn}"
            : $"There are no usable AWS credentials{In(profile)} ({reason}): {SignIn}";
    }

    private static AWSCredentials Credentials(string? profile) =>
        profile is null ? DefaultAWSCredentialsIdentityResolver.GetCredentials()
        : new CredentialProfileStoreChain().TryGetAWSCredentials(profile, out var credentials) ? credentials
        : throw new AmazonClientException("there is no such profile, or nothing in it to sign in with");

    /// <summary>Packaging takes long: credentials that have run out are told before it.</summary>
    private static async Task RequireAcceptedAsync(ImmutableCredentials credentials, RegionEndpoint region, string? profile, CancellationToken cancellationToken)
    {
        using var tokens = new AmazonSecurityTokenServiceClient(
            credentials.UseToken ? new SessionAWSCredentials(credentials.AccessKey, credentials.SecretKey, credentials.Token) : new BasicAWSCredentials(credentials.AccessKey, credentials.SecretKey),
            new AmazonSecurityTokenServiceConfig { RegionEndpoint = region, Timeout = Patience, MaxErrorRetry = 1 });
        try
        {
            await tokens.GetCallerIdentityAsync(new GetCallerIdentityRequest(), cancellationToken);
        }
        catch (AmazonServiceException exception) when (exception.ErrorCode is { Length: > 0 })
        {
            throw new DistributedApplicationException($"AWS refuses the credentials{In(profile)} ({exception.Message.TrimEnd('.')}): {SignIn}", exception);
        }
        catch (Exception exception) when (exception is AmazonClientException or HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new DistributedApplicationException(
                $"AWS does not answer in {region.SystemName} ({exception.GetBaseException().Message.TrimEnd('.')}): check the network and the region, or run without --Cloud=aws.", exception);
        }
    }

    private static RegionEndpoint FindRegion(IConfiguration configuration, string? profile) =>
        First(configuration, "AWS:Region", "AWS_REGION", "AWS_DEFAULT_REGION") is { } region ? RegionEndpoint.GetBySystemName(region)
        : new CredentialProfileStoreChain().TryGetProfile(profile ?? SharedCredentialsFile.DefaultProfileName, out var settings) && settings.Region is not null ? settings.Region
        : throw new DistributedApplicationException("No AWS region is chosen: add --AWS:Region=eu-central-1 (or another), set AWS_REGION, or give the profile one by 'aws configure'.");

    private static string In(string? profile) => profile is null ? "" : $" in the profile '{profile}'";

    private static string? First(IConfiguration configuration, params string[] keys) =>
        keys.Select(key => configuration[key]).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value));
}
