using System.Text.RegularExpressions;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;
using DotNet.Testcontainers.Containers;
using Microsoft.Extensions.Logging.Abstractions;
using TripLogger.Tests.Dashboard.Support;

namespace TripLogger.Tests.Fixtures;

/// <summary>
/// The published API in a container of Microsoft's ASP.NET Core image, on this machine's own network: there a local run
/// finds its emulators at the addresses that it gets everywhere.
/// </summary>
internal sealed partial class ApiContainer : IAsyncDisposable
{
    private readonly IContainer _container;

    private ApiContainer(IContainer container) => _container = container;

    /// <summary>Makes the container, which does not run yet.</summary>
    /// <param name="settings">Its whole configuration.</param>
    public static async Task<ApiContainer> CreateAsync(Dictionary<string, string?> settings)
    {
        ContainerEngine.Require();
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere the engine runs in a virtual machine, whose network is not ours.");

        var container = new ContainerBuilder("mcr.microsoft.com/dotnet/aspnet:10.0")
            .WithLogger(NullLogger.Instance)
            .WithBindMount(await PublishedApi.GetFolderAsync(), "/app", AccessMode.ReadOnly)
            .WithWorkingDirectory("/app")
            .WithEntrypoint("dotnet", "TripLogger.Api.dll")
            .WithEnvironment(settings.ToDictionary(setting => setting.Key.Replace(":", "__", StringComparison.Ordinal), setting => setting.Value!))
            .WithEnvironment("ASPNETCORE_URLS", "http://127.0.0.1:0")
            .WithCreateParameterModifier(parameters => parameters.HostConfig!.NetworkMode = "host")
            .WithWaitStrategy(Wait.ForUnixContainer().UntilMessageIsLogged(Listening()))
            .Build();
        return new ApiContainer(container);
    }

    /// <summary>Starts it, and makes a client when it listens.</summary>
    /// <exception cref="ContainerNotRunningException">It ended before.</exception>
    public async Task<HttpClient> StartAsync(CancellationToken cancellationToken)
    {
        await _container.StartAsync(cancellationToken);
        return new HttpClient { BaseAddress = new Uri(Listening().Match(await ReadOutputAsync(cancellationToken)).Groups[1].Value) };
    }

    /// <summary>Everything it wrote so far.</summary>
    public async Task<string> ReadOutputAsync(CancellationToken cancellationToken)
    {
        var (output, errors) = await _container.GetLogsAsync(ct: cancellationToken);
        return output + errors;
    }

    /// <summary>How it ended.</summary>
    public Task<long> GetExitCodeAsync(CancellationToken cancellationToken) => _container.GetExitCodeAsync(cancellationToken);

    public ValueTask DisposeAsync() => _container.DisposeAsync();

    [GeneratedRegex("Now listening on: (http://[^\"\\s]+)")]
    private static partial Regex Listening();
}
