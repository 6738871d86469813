using Amazon;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Microsoft.Extensions.Options;
using TripLogger.Api.Account;
using TripLogger.Api.Configuration;
using TripLogger.Operations.Pool;

namespace TripLogger.Operations;

/// <summary>
/// The pool and the tables of one environment. Tables have names that follow from it; the pool's id is what the stack itself has written
/// down in Systems Manager, or the variable <c>AWS__Resources__UserPoolId</c> where there is none, as in a local run.
/// </summary>
public sealed class Deployment : IDisposable
{
    private const string PoolEndpoint = "AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER";
    private const string DynamoDbEndpoint = "AWS_ENDPOINT_URL_DYNAMODB";
    private const string ParameterEndpoint = "AWS_ENDPOINT_URL_SSM";
    private const string PoolId = "AWS__Resources__UserPoolId";

    private readonly AmazonDynamoDBClient _dynamoDb;
    private readonly HttpClient _http;

    private Deployment(HttpClient http, AmazonDynamoDBClient dynamoDb, UserDirectory users, AwsResources resources)
    {
        (_http, _dynamoDb, Users) = (http, dynamoDb, users);
        Tables = new StoredAccounts(dynamoDb, resources);
        Closer = new AccountCloser(dynamoDb, Options.Create(resources), Options.Create(new AccountOptions()), TimeProvider.System);
    }

    /// <summary>The user pool.</summary>
    public UserDirectory Users { get; }

    /// <summary>What the tables hold.</summary>
    public StoredAccounts Tables { get; }

    /// <summary>Closes accounts, by the steps by which their owners do.</summary>
    public AccountCloser Closer { get; }

    /// <summary>Finds the pool and makes sure that it is this environment's.</summary>
    /// <exception cref="OperationRefusedException">It is not, or something that must be known is not known.</exception>
    public static async Task<Deployment> FindAsync(string appName, string environment, string? userTable, string? tripTable)
    {
        var prefix = $"{appName}-{environment}";
        var isLocal = Variable(PoolEndpoint) is not null;
        if (isLocal != Variable(DynamoDbEndpoint) is not null)
        {
            throw new OperationRefusedException(
                $"Set both {PoolEndpoint} and {DynamoDbEndpoint}, or neither: users and tables must be of the same cloud.");
        }

        // An emulator needs nobody's real credentials.
        var credentials =
            isLocal ? new BasicAWSCredentials("local", "local") : DefaultAWSCredentialsIdentityResolver.GetCredentials();
        var region = isLocal ? "us-east-1" : FallbackRegionFactory.GetRegionEndpoint()?.SystemName
            ?? throw new OperationRefusedException("No AWS region is chosen: set AWS_REGION, or give your profile one by 'aws configure'.");

        var http = new HttpClient { Timeout = TimeSpan.FromSeconds(20) };
        var poolId = Variable(PoolId) ?? (isLocal && Variable(ParameterEndpoint) is null
            ? throw new OperationRefusedException($"Set {PoolId} to the stack's output UserPoolId, which the Aspire dashboard shows.")
            : await ReadParameterAsync(
                new SignedJsonClient(http, "ssm", "AmazonSSM", region, credentials, Variable(ParameterEndpoint)),
                $"/{appName}/{environment}/UserPoolId"));
        var users = new UserDirectory(
            new SignedJsonClient(http, "cognito-idp", "AWSCognitoIdentityProviderService", region, credentials, Variable(PoolEndpoint)), poolId);
        await users.RequireNameAsync($"{prefix}-userpool");

        var dynamoDb = new AmazonDynamoDBClient(credentials, RegionEndpoint.GetBySystemName(region));
        return new Deployment(http, dynamoDb, users, new AwsResources
        {
            UserTableName = userTable ?? $"{prefix}-UserTable",
            TripTableName = tripTable ?? $"{prefix}-TripTable",
            ClosingTableName = $"{prefix}-ClosingTable",
        });
    }

    /// <summary>Closes an account to the end, whoever began. Says so on the console.</summary>
    public async Task CloseAsync(string sub, CancellationToken cancellationToken)
    {
        await Closer.BeginAsync(sub);
        ClosingOutcome outcome;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            outcome = await Closer.GoOnAsync(sub, () => Users.DeleteAsync(sub, CancellationToken.None));
        }
        while (outcome is ClosingOutcome.OutOfTime);

        Console.WriteLine($"{sub}: closed.");
    }

    public void Dispose()
    {
        _dynamoDb.Dispose();
        _http.Dispose();
    }

    private static async Task<string> ReadParameterAsync(SignedJsonClient parameters, string name)
    {
        try
        {
            var answer = await parameters.CallAsync("GetParameter", new() { ["Name"] = name }, CancellationToken.None);
            return (string)answer["Parameter"]!["Value"]!;
        }
        catch (AwsErrorException error) when (error.Code == "ParameterNotFound")
        {
            throw new OperationRefusedException(
                $"There is no parameter {name} in this account and region: is the stack here, and has it been deployed?", error);
        }
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
