using System.Diagnostics;
using System.Text;
using TripLogger.Api.Profile;

namespace TripLogger.Tests.Fixtures;

/// <summary>The API as its own process, with an environment made of nothing but what a test says: as on AWS.</summary>
public sealed class ApiProcess : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ApiProcess(Process process)
    {
        _process = process;
        _process.OutputDataReceived += Collect;
        _process.ErrorDataReceived += Collect;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Everything it wrote so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Starts it.</summary>
    /// <param name="environment">Its environment variables.</param>
    /// <param name="publishedTo">Where it was published; unless given, it runs from its build.</param>
    public static ApiProcess Start(Dictionary<string, string> environment, string? publishedTo = null)
    {
        var build = typeof(UserProfile).Assembly.Location;
        var command = new ProcessStartInfo("dotnet", [publishedTo is null ? build : Path.Combine(publishedTo, Path.GetFileName(build))])
        {
            // Where its settings are.
            WorkingDirectory = publishedTo ?? Path.Combine(RepositoryPaths.Root, "TripLogger.Api"),
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (var inherited in command.Environment.Keys.Where(IsOurs).ToArray())
        {
            command.Environment.Remove(inherited);
        }

        command.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        foreach (var (key, value) in environment)
        {
            command.Environment[key] = value;
        }

        return new ApiProcess(Process.Start(command)!);
    }

    /// <summary>Waits until it serves.</summary>
    /// <returns>Where it listens.</returns>
    public async Task<Uri> WaitForAddressAsync(CancellationToken cancellationToken)
    {
        var exited = _process.WaitForExitAsync(cancellationToken);
        Assert.True(await Task.WhenAny(_address.Task, exited) == _address.Task, $"The API ended before it served: {Output}");
        return await _address.Task;
    }

    /// <summary>Waits until it serves, and makes a client.</summary>
    // Tests send trace ids of their own; else those of an API that runs in this process would take their place.
    public async Task<HttpClient> CreateClientAsync(CancellationToken cancellationToken) =>
        new(new SocketsHttpHandler { ActivityHeadersPropagator = null }) { BaseAddress = await WaitForAddressAsync(cancellationToken) };

    /// <summary>Waits until it has written a line in which something is found.</summary>
    public async Task<T> WaitForOutputAsync<T>(Func<string, T?> find, CancellationToken cancellationToken)
        where T : class
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromSeconds(30); await timer.WaitForNextTickAsync(cancellationToken))
        {
            if (Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Select(find).FirstOrDefault(found => found is not null) is { } found)
            {
                return found;
            }
        }

        throw new TimeoutException($"In 30 s it did not write what the test waits for, but: {Output}");
    }

    /// <summary>Waits until it ends by itself, without ever serving.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> WaitForRefusalAsync(CancellationToken cancellationToken)
    {
        var exited = _process.WaitForExitAsync(cancellationToken);
        Assert.True(await Task.WhenAny(_address.Task, exited) == exited, $"The API should have refused to start, but it serves: {Output}");
        await exited;
        return _process.ExitCode;
    }

    /// <summary>Ends it at once.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private static bool IsOurs(string variable) =>
        variable.StartsWith("AWS_", StringComparison.Ordinal) || variable.StartsWith("ASPNETCORE_", StringComparison.Ordinal) || variable.StartsWith("DOTNET_ENVIRONMENT", StringComparison.Ordinal);

    private void Collect(object sender, DataReceivedEventArgs line)
    {
        lock (_output)
        {
            _output.AppendLine(line.Data);
        }

        if (line.Data?.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var start)
        {
            // The line may be JSON, where a quotation mark ends the address.
            _address.TrySetResult(new Uri(line.Data[(start + Listening.Length)..].Split('"')[0]));
        }
    }
}
