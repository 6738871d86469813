using TripLogger.Benchmarks.Backends;

namespace TripLogger.Benchmarks.Servers;

/// <summary>TripLogger.Api as a local run starts it, but for a rate limit that lets a benchmark through.</summary>
internal static class ApiServer
{
    public const string Name = "TripLogger.Api";

    public static Task<ServerProcess> StartAsync(IBackend backend, UserPool pool) => ServerProcess.StartAsync(
        Name,
        port => ["dotnet", Folders.Api, $"--urls=http://127.0.0.1:{port}"],
        new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            // Its settings lie there.
            ["ASPNETCORE_CONTENTROOT"] = Path.GetDirectoryName(Folders.Api)!,
            ["AWS_ENDPOINT_URL_DYNAMODB"] = backend.Endpoint.AbsoluteUri,
            ["AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER"] = pool.Endpoint.AbsoluteUri,
            ["AWS_ENDPOINT_URL_COGNITO_IDENTITY"] = pool.Endpoint.AbsoluteUri,
            ["AWS__Resources__Region"] = UserPool.Region,
            ["AWS__Resources__UserPoolId"] = UserPool.PoolId,
            ["AWS__Resources__UserPoolClientId"] = UserPool.ClientId,
            ["AWS__Resources__IdentityPoolId"] = $"{UserPool.Region}:00000000-0000-0000-0000-000000000000",
            ["AWS__Resources__UserTableName"] = Tables.Users,
            ["AWS__Resources__TripTableName"] = Tables.Trips,
            ["AWS__Resources__ClosingTableName"] = Tables.Closings,
            ["RateLimits__RequestsPerUser"] = $"{int.MaxValue}",
        });
}
