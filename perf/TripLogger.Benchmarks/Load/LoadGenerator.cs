using System.Diagnostics;
using TripLogger.Benchmarks.Servers;

namespace TripLogger.Benchmarks.Load;

/// <summary>Callers, each with one request at a time.</summary>
internal sealed class LoadGenerator : IDisposable
{
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler { UseCookies = false, UseProxy = false, AllowAutoRedirect = false, ActivityHeadersPropagator = null });

    /// <summary>Lets the callers call for a while.</summary>
    public async Task<Measurement> RunAsync(ServerProcess server, Operation operation, IReadOnlyList<Caller> callers, TimeSpan time)
    {
        var cpu = server.ProcessorTime;
        var start = Stopwatch.GetTimestamp();
        var latencies = await Task.WhenAll(callers.Select(caller => Task.Run(() => CallAsync(server, operation, caller, start, time))));
        var elapsed = Stopwatch.GetElapsedTime(start);
        var all = latencies.SelectMany(latency => latency).Order().ToArray();
        return new Measurement(
            all.Length / elapsed.TotalSeconds,
            all[all.Length / 2],
            all[all.Length * 99 / 100],
            (server.ProcessorTime - cpu).TotalMicroseconds / all.Length);
    }

    public void Dispose() => _http.Dispose();

    private async Task<List<double>> CallAsync(ServerProcess server, Operation operation, Caller caller, long start, TimeSpan time)
    {
        var milliseconds = new List<double>(16 * 1024);
        var buffer = new byte[64 * 1024];
        for (var number = 0; Stopwatch.GetElapsedTime(start) < time; number++)
        {
            var sent = Stopwatch.GetTimestamp();
            using var request = operation.Request(server.Address, caller, number);
            using var response = await _http.SendAsync(request, CancellationToken.None);
            await using var body = await response.Content.ReadAsStreamAsync();
            while (await body.ReadAsync(buffer) > 0)
            {
                // To the end: only then is the connection free.
            }

            if (!response.IsSuccessStatusCode)
            {
                throw new InvalidOperationException($"{server.Name} answered {operation.Name} with {(int)response.StatusCode}.");
            }

            milliseconds.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
        }

        return milliseconds;
    }
}

/// <summary>What one round told about one server.</summary>
/// <param name="PerSecond">Answers per second, of all callers together.</param>
/// <param name="Median">Milliseconds.</param>
/// <param name="P99">Milliseconds that 99 % of the answers did not exceed.</param>
/// <param name="CpuMicroseconds">The server's processor time per answer: it hardly depends on what else the machine does.</param>
internal sealed record Measurement(double PerSecond, double Median, double P99, double CpuMicroseconds);
