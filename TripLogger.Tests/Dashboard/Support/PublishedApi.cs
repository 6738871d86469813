using System.Reflection;
using TripLogger.Tests.Dashboard.Support;
using TripLogger.Tests.Fixtures;

[assembly: AssemblyFixture(typeof(PublishedApi))]

namespace TripLogger.Tests.Dashboard.Support;

/// <summary>The API as <c>dotnet publish</c> makes it, with the page in it. Published once, by the first test that asks.</summary>
public sealed class PublishedApi : IAsyncDisposable
{
    // Kept between runs: publishing again takes what is there.
    private static readonly string Folder = Path.Combine(RepositoryPaths.Root, "artifacts", "published-for-tests");

    private static readonly Lazy<Task<string>> Published = new(async () =>
    {
        await DashboardProject.EnsureBuiltAsync();
        await PublishAsync(Folder);
        return Folder;
    });

    private readonly Lazy<Task<ApiProcess>> _deployed = new(async () => ApiProcess.Start(OnAws, await Published.Value));

    /// <summary>The names of a stack on AWS. Nothing that these tests ask for reaches it.</summary>
    private static Dictionary<string, string> OnAws => new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        // Tests come from one address, and often.
        ["RateLimits__RequestsPerAddress"] = "1000000",
        ["AWS__Resources__Region"] = "eu-central-1",
        ["AWS__Resources__UserPoolId"] = "eu-central-1_test00000",
        ["AWS__Resources__UserPoolClientId"] = "our-web-client",
        ["AWS__Resources__IdentityPoolId"] = "eu-central-1:00000000-0000-0000-0000-000000000000",
        ["AWS__Resources__UserPoolDomain"] = "triplogger.auth.eu-central-1.amazoncognito.com",
        ["AWS__Resources__UserTableName"] = "users",
        ["AWS__Resources__TripTableName"] = "trips",
        ["AWS__Resources__ClosingTableName"] = "closings",
    };

    /// <summary>Its folder.</summary>
    public static Task<string> GetFolderAsync() => Published.Value;

    /// <summary>A client of it as it runs on AWS. Nothing is decompressed or redirected.</summary>
    public async Task<HttpClient> CreateClientAsync()
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        return new(handler) { BaseAddress = await (await _deployed.Value).WaitForAddressAsync(TestContext.Current.CancellationToken) };
    }

    /// <summary>Starts it with the environment of the AppHost's API.</summary>
    /// <param name="environment">The environment variables.</param>
    /// <param name="address">Where it listens; on a port of its own unless given.</param>
    internal static async Task<ApiProcess> StartLikeAsync(IReadOnlyDictionary<string, string> environment, Uri? address = null) =>
        ApiProcess.Start(new(environment) { ["ASPNETCORE_URLS"] = address?.AbsoluteUri ?? "http://127.0.0.1:0" }, await Published.Value);

    /// <summary>Publishes what was built with the tests.</summary>
    internal static Task PublishAsync(string folder)
    {
        var configuration = typeof(PublishedApi).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        return DashboardProject.CommandAsync(
            "dotnet", RepositoryPaths.Root, "publish", "TripLogger.Api", "--no-build", "--configuration", configuration, "--output", folder, "-nologo", "-verbosity:quiet");
    }

    public async ValueTask DisposeAsync()
    {
        if (_deployed.IsValueCreated && _deployed.Value.IsCompletedSuccessfully)
        {
            await (await _deployed.Value).DisposeAsync();
        }
    }
}
