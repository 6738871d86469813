using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TripLogger.Tests.Dashboard.Support;

namespace TripLogger.Tests.AppHost;

/// <summary>The real AppHost with everything that it starts, on random ports and on a data folder of its own.</summary>
internal sealed class RunningAppHost : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);

    private RunningAppHost(DistributedApplication application) => Application = application;

    public DistributedApplication Application { get; }

    /// <summary>Starts the AppHost without waiting for its resources.</summary>
    /// <param name="dataDirectory">What the emulators keep.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <param name="withPage">Whether the page's dev server starts too: most tests only need the API.</param>
    /// <param name="change">What the test changes before the start.</param>
    public static async Task<RunningAppHost> StartAsync(
        string dataDirectory, CancellationToken cancellationToken, bool withPage = false, Action<IDistributedApplicationTestingBuilder>? change = null)
    {
        await DashboardProject.EnsureInstalledAsync();
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.TripLogger_AppHost>(
            [$"--LocalCloud:DataDirectory={dataDirectory}"], cancellationToken);
        // A failing test shows the log that matters; the rest would bury the report.
        builder.Services.AddLogging(logging => logging.ClearProviders());
        if (!withPage)
        {
            builder.CreateResourceBuilder(builder.Resources.Single(resource => resource.Name == "web")).WithExplicitStart();
        }

        change?.Invoke(builder);
        var application = await builder.BuildAsync(cancellationToken);
        try
        {
            await application.StartAsync(cancellationToken).WaitAsync(StartLimit, cancellationToken);
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }

        return new(application);
    }

    /// <summary>Starts the AppHost and waits until a traveller could come.</summary>
    public static async Task<RunningAppHost> StartHealthyAsync(string dataDirectory, CancellationToken cancellationToken, bool withPage = false)
    {
        var appHost = await StartAsync(dataDirectory, cancellationToken, withPage);
        try
        {
            await appHost.Application.ResourceNotifications
                .WaitForResourceHealthyAsync("api", WaitBehavior.StopOnResourceUnavailable, cancellationToken)
                .WaitAsync(StartLimit, cancellationToken);
            return appHost;
        }
        catch (Exception exception)
        {
            var logs = string.Join('\n', await appHost.LogsAsync("triplogger-stack", cancellationToken));
            await appHost.DisposeAsync();
            throw new InvalidOperationException($"The api did not become healthy. The stack's log:\n{logs}", exception);
        }
    }

    public HttpClient CreateClient(string resource) => Application.CreateHttpClient(resource);

    /// <summary>A traveller who has not signed up yet, or who did so when the AppHost ran before.</summary>
    /// <param name="email">The e-mail address; a new one unless given.</param>
    /// <param name="cancellationToken">Ends the request for the configuration.</param>
    public async Task<Traveller> TravellerAsync(string? email, CancellationToken cancellationToken)
    {
        var api = CreateClient("api");
        var configuration = await api.GetFromJsonAsync<JsonObject>("/config.json", cancellationToken);
        return new(CreateClient("cognito"), api, (string)configuration!["userPoolClientId"]!, email);
    }

    /// <summary>Presses a button of the Aspire dashboard.</summary>
    public async Task<ExecuteCommandResult> ExecuteAsync(string resource, string command, CancellationToken cancellationToken)
    {
        var result = await Application.Services.GetRequiredService<ResourceCommandService>().ExecuteCommandAsync(resource, command, cancellationToken);
        Assert.True(result.Success, $"{command} of {resource} failed: {result.Message}");
        return result;
    }

    /// <summary>Waits until a resource is healthy.</summary>
    public Task WaitForHealthyAsync(string resource, CancellationToken cancellationToken) => Application.ResourceNotifications
        .WaitForResourceHealthyAsync(resource, WaitBehavior.StopOnResourceUnavailable, cancellationToken)
        .WaitAsync(StartLimit, cancellationToken);

    /// <summary>Waits for a state that a resource reaches on its way down.</summary>
    public async Task<CustomResourceSnapshot> WaitForStateAsync(string resource, string state, CancellationToken cancellationToken)
    {
        var reached = await Application.ResourceNotifications
            .WaitForResourceAsync(resource, candidate => candidate.Snapshot.State?.Text == state, cancellationToken)
            .WaitAsync(StartLimit, cancellationToken);
        return reached.Snapshot;
    }

    /// <summary>The environment variables that the AppHost gave to a resource.</summary>
    public async Task<Dictionary<string, string>> EnvironmentAsync(string resource, CancellationToken cancellationToken)
    {
        var running = await WaitForStateAsync(resource, KnownResourceStates.Running, cancellationToken);
        return running.EnvironmentVariables.Where(variable => variable is { IsFromSpec: true, Value: not null }).ToDictionary(variable => variable.Name, variable => variable.Value!);
    }

    /// <summary>A resource's log so far.</summary>
    public async Task<IReadOnlyList<string>> LogsAsync(string resource, CancellationToken cancellationToken)
    {
        var logs = Application.Services.GetRequiredService<ResourceLoggerService>();
        var lines = new List<string>();
        await foreach (var batch in logs.GetAllAsync(resource).WithCancellation(cancellationToken))
        {
            lines.AddRange(batch.Select(line => line.Content));
        }

        return lines;
    }

    public async ValueTask DisposeAsync()
    {
        await Application.StopAsync();
        await Application.DisposeAsync();
    }
}
