using System.Collections.Concurrent;
using System.Diagnostics;

namespace TripLogger.Tests.Cognito.Support;

/// <summary>The emulator as users start it: a process of its own.</summary>
public sealed class EmulatorProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;
    private readonly ConcurrentQueue<string> _output;

    private EmulatorProcess(Process process, ConcurrentQueue<string> output, string url)
    {
        _process = process;
        _output = output;
        _errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        BaseUrl = new Uri(url);
        Http = new HttpClient { BaseAddress = BaseUrl };
    }

    public Uri BaseUrl { get; }

    public HttpClient Http { get; }

    public int Id => _process.Id;

    /// <summary>What it has logged so far.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>Starts on a free port and waits until it answers.</summary>
    /// <param name="wrapper">A command that becomes the emulator, which is its last arguments.</param>
    public static async Task<EmulatorProcess> StartAsync(string folder, params string[] wrapper)
    {
        var output = new ConcurrentQueue<string>();
        var started = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = Create(folder, "http://127.0.0.1:0", wrapper);
        process.OutputDataReceived += (_, line) =>
        {
            const string Listening = "Now listening on: ";
            output.Enqueue(line.Data ?? "");
            if (line.Data?.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var at)
            {
                started.TrySetResult(line.Data[(at + Listening.Length)..]);
            }
        };
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => started.TrySetException(new InvalidOperationException("The emulator ended before it listened."));
        process.Start();
        process.BeginOutputReadLine();
        return new EmulatorProcess(process, output, await started.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
    }

    /// <summary>Starts with settings that must be refused.</summary>
    public static Task<(int ExitCode, string Errors)> RunAsync(string folder, string urls, params (string Name, string Value)[] environment) =>
        RunAsync(folder, urls, wrapper: [], environment);

    /// <inheritdoc cref="RunAsync(string, string, ValueTuple{string, string}[])"/>
    public static async Task<(int ExitCode, string Errors)> RunAsync(
        string folder, string urls, string[] wrapper, params (string Name, string Value)[] environment)
    {
        using var process = Create(folder, urls, wrapper);
        foreach (var (name, value) in environment)
        {
            process.StartInfo.Environment[name] = value;
        }

        process.Start();
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        process.StandardOutput.Close();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }

        return (process.ExitCode, await errors);
    }

    /// <summary>Ends the process at once, whatever it is doing.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        await _errors;
        Http.Dispose();
        _process.Dispose();
    }

    private static Process Create(string folder, string urls, string[] wrapper)
    {
        // Beside this test's own output: artifacts/bin/<project>/<configuration>.
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var assembly = Path.Combine(output.Parent!.Parent!.FullName, "CognitoEmulator", output.Name, "CognitoEmulator.dll");
        Assert.True(File.Exists(assembly), $"Build local/CognitoEmulator first: there is no {assembly}.");
        string[] command = [.. wrapper, "dotnet", assembly, $"--DataDirectory={folder}"];
        var process = new Process
        {
            StartInfo = new ProcessStartInfo(command[0], command[1..])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = Path.GetTempPath(),
            },
        };
        process.StartInfo.Environment["ASPNETCORE_URLS"] = urls;
        return process;
    }
}
