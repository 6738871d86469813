using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using TripLogger.Infra.Hosting;

namespace TripLogger.ColdStart;

/// <summary>When a process answered, in milliseconds after its start.</summary>
/// <param name="Alive">The first answer at all.</param>
/// <param name="Configuration">The first answer with JSON.</param>
/// <param name="PublicTrips">The first answer for which the API asks DynamoDB.</param>
internal sealed record ColdStartTimes(double Alive, double Configuration, double PublicTrips);

/// <summary>A published application that can be started again and again.</summary>
/// <param name="Name">Its name in messages.</param>
/// <param name="Directory">Where it was published.</param>
/// <param name="Assembly">What dotnet runs.</param>
/// <param name="Variables">Environment variables that it needs.</param>
internal sealed record Candidate(string Name, string Directory, string Assembly, Dictionary<string, string> Variables)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // How often the AWS Lambda Web Adapter asks is 10 ms; finer here, to measure the application and not the poll.
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(1);

    private static readonly bool CanPin = OperatingSystem.IsLinux() && File.Exists("/usr/bin/taskset");

    /// <summary>Starts it, asks, and ends it.</summary>
    public async Task<ColdStartTimes> StartAsync()
    {
        var port = FreePort();
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = Patience };
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(StartInfo(port)) ?? throw new InvalidOperationException($"{Name} did not start.");
        try
        {
            await WaitForPortAsync(process, port, clock);
            return new ColdStartTimes(await AskAsync("/alive"), await AskAsync("/config.json"), await AskAsync("/api/public/trips"));
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        async Task<double> AskAsync(string path)
        {
            (await http.GetAsync(path)).EnsureSuccessStatusCode();
            return clock.Elapsed.TotalMilliseconds;
        }
    }

    private static async Task WaitForPortAsync(Process process, int port, Stopwatch clock)
    {
        while (true)
        {
            try
            {
                using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException) when (!process.HasExited && clock.Elapsed < Patience)
            {
                await Task.Delay(Poll);
            }
        }
    }

    private ProcessStartInfo StartInfo(int port)
    {
        string[] command = ["dotnet", Path.Combine(Directory, Assembly)];
        if (CanPin)
        {
            command = ["/usr/bin/taskset", "--cpu-list", "0", .. command];
        }

        var start = new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = Directory, RedirectStandardOutput = true };
        // What a console or a launch profile says must not count.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("ASPNETCORE_", StringComparison.Ordinal) || name.StartsWith("DOTNET_ENVIRONMENT", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in LambdaEnvironment.Concat(Variables))
        {
            start.Environment[name] = value;
        }

        start.Environment["ASPNETCORE_URLS"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        return start;
    }

    /// <summary>What the functions' environment says to the runtime: the same for both.</summary>
    private static IEnumerable<KeyValuePair<string, string>> LambdaEnvironment => LambdaWebAdapter.RuntimeSettings;

    // Below those that the system gives to clients: one that polls such a port may end up connected to itself.
    private static int FreePort()
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Loopback, Random.Shared.Next(20_000, 30_000));
            try
            {
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                // The next one.
            }
        }
    }
}
