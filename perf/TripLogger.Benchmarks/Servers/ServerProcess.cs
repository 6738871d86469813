using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace TripLogger.Benchmarks.Servers;

/// <summary>A server as a process of its own, so that its processor time is its own too.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private ServerProcess(string name, Process process, Uri address)
    {
        Name = name;
        _process = process;
        Address = address;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, line) => Console.Error.WriteLine(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Name { get; }

    public Uri Address { get; }

    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts a command and waits until it listens.</summary>
    /// <param name="name">What the report calls it.</param>
    /// <param name="command">A program and its arguments, for a port.</param>
    /// <param name="environment">Added to what this process has.</param>
    public static async Task<ServerProcess> StartAsync(string name, Func<int, string[]> command, IReadOnlyDictionary<string, string>? environment = null)
    {
        var port = FreePort();
        var parts = command(port);
        var start = new ProcessStartInfo(parts[0], parts[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (key, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[key] = value;
        }

        var server = new ServerProcess(name, Process.Start(start)!, new Uri($"http://127.0.0.1:{port}"));
        try
        {
            await server.WaitAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task WaitAsync()
    {
        using var http = new HttpClient();
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(20))
        {
            try
            {
                using var response = await http.GetAsync(Address);
                return;
            }
            catch (HttpRequestException) when (!_process.HasExited && waited.Elapsed < StartLimit)
            {
                // Not yet.
            }
        }
    }
}
