using System.Diagnostics;
using System.Text;
using TripLogger.Tests.Dashboard.Support;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.AppHost;

/// <summary>The AppHost as a process of its own, as <c>dotnet run</c> starts it, on random ports and its own data folder.</summary>
internal sealed class AppHostProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _dataDirectory;
    private readonly StringBuilder _output = new();
    private readonly List<(string Text, TaskCompletionSource Seen)> _awaited = [];

    private AppHostProcess(Process process, string dataDirectory)
    {
        _process = process;
        _dataDirectory = dataDirectory;
        _process.OutputDataReceived += Collect;
        _process.ErrorDataReceived += Collect;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Everything it wrote on the console so far.</summary>
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
    /// <param name="dataDirectory">Its data folder.</param>
    /// <param name="environment">Variables that the test adds or changes.</param>
    /// <param name="userId">The user that it runs as; only root can choose one.</param>
    public static async Task<AppHostProcess> StartAsync(string dataDirectory, Dictionary<string, string>? environment = null, string? userId = null)
    {
        // Else it would install and build the page in the folder where other tests do the same.
        await DashboardProject.EnsureBuiltAsync();

        var program = Path.Combine(RepositoryPaths.Root, "artifacts", "bin", "TripLogger.AppHost", Configuration, "TripLogger.AppHost.dll");
        // A shell's background job and nohup ignore signals, and so would all that they start.
        string[] command = OperatingSystem.IsLinux() ? ["env", "--default-signal", "dotnet", program] : ["dotnet", program];
        command = userId is null ? command : ["setpriv", "--reuid", userId, "--clear-groups", .. command];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.Combine(RepositoryPaths.Root, "TripLogger.AppHost"),
            Environment =
            {
                ["DOTNET_ENVIRONMENT"] = "Development",
                ["ASPNETCORE_URLS"] = "http://localhost:0",
                ["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = "http://localhost:0",
                ["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true",
                ["DcpPublisher__RandomizePorts"] = "true",
                ["LocalCloud__DataDirectory"] = dataDirectory,
            },
        };
        foreach (var (name, value) in environment ?? [])
        {
            start.Environment[name] = value;
        }

        return new(Process.Start(start)!, dataDirectory);
    }

    /// <summary>Waits until the console shows a text.</summary>
    public async Task WaitForOutputAsync(string text, CancellationToken cancellationToken)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_output)
        {
            if (_output.ToString().Contains(text, StringComparison.Ordinal))
            {
                return;
            }

            _awaited.Add((text, seen));
        }

        var exit = _process.WaitForExitAsync(cancellationToken);
        Assert.True(await Task.WhenAny(seen.Task, exit) == seen.Task, $"The AppHost ended without saying '{text}'. It said:\n{Output}");
    }

    /// <summary>Waits until it ends.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> WaitForExitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    /// <summary>The processes that it started and that are still there, each as its id and command line.</summary>
    public IReadOnlyList<string> Processes => Survivors();

    /// <summary>Waits for a process that it starts.</summary>
    /// <param name="variable">An environment variable that only this process gets.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The process's environment.</returns>
    public async Task<IReadOnlyDictionary<string, string>> WaitForProcessAsync(string variable, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (true)
        {
            var environments = Processes.Select(process => ReadProcess($"/proc/{process.Split(' ')[0]}", "environ").Split('\0', StringSplitOptions.RemoveEmptyEntries)
                .Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[^1]));
            if (environments.FirstOrDefault(environment => environment.ContainsKey(variable)) is { } found)
            {
                return found;
            }

            Assert.False(_process.HasExited, $"The AppHost ended before it started a process with {variable}. It said:\n{Output}");
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    /// <summary>What a terminal does on Ctrl+C.</summary>
    public void PressControlC() => Signal("INT");

    /// <summary>What a service manager does to end a process.</summary>
    public void RequestTermination() => Signal("TERM");

    /// <summary>Ends the AppHost alone, at once, and without a chance to tidy up.</summary>
    public void Kill() => _process.Kill();

    /// <summary>
    /// Waits for the end of every process that it started. They all inherited the data folder's name in their
    /// environment, which is how they are found.
    /// </summary>
    public async Task<TimeSpan> WaitUntilNothingIsLeftAsync(CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (Survivors() is { Count: > 0 } survivors)
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"Still there after 30 s:\n{string.Join('\n', survivors)}");
            await timer.WaitForNextTickAsync(cancellationToken);
        }

        return watch.Elapsed;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        await WaitUntilNothingIsLeftAsync(CancellationToken.None);
        _process.Dispose();
    }

    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Name;

    private List<string> Survivors() => OperatingSystem.IsLinux()
        ? [.. Directory.EnumerateDirectories("/proc").Where(IsOurs).Select(process => $"{Path.GetFileName(process)} {ReadProcess(process, "cmdline").Replace('\0', ' ')}")]
        : [];

    private bool IsOurs(string process) =>
        int.TryParse(Path.GetFileName(process), out var id)
        && id != Environment.ProcessId
        && ReadProcess(process, "environ").Contains($"LocalCloud__DataDirectory={_dataDirectory}\0", StringComparison.Ordinal);

    private static string ReadProcess(string process, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, file));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It ended meanwhile, or is someone else's.
            return "";
        }
    }

    private void Signal(string signal)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "Windows has no signals to send.");
        using var kill = Process.Start("kill", [$"-{signal}", $"{_process.Id}"]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }

    private void Collect(object sender, DataReceivedEventArgs line)
    {
        lock (_output)
        {
            _output.AppendLine(line.Data);
            foreach (var (_, seen) in _awaited.Where(awaited => line.Data?.Contains(awaited.Text, StringComparison.Ordinal) is true))
            {
                seen.TrySetResult();
            }
        }
    }
}
