using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Amazon.DynamoDBv2;
using Microsoft.Extensions.Logging.Abstractions;
using EmbeddedDynamoDb = TripLogger.AppHost.LocalCloud.Emulators.DynamoDbLocal;

namespace TripLogger.Tests.Fixtures;

/// <summary>DynamoDB Local as the AppHost starts it, on a port of its own. It ends with this process, even when that one is killed.</summary>
public sealed class DynamoDbServer : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private DynamoDbServer(Process process, Uri endpoint)
    {
        _process = process;
        _process.OutputDataReceived += Collect;
        _process.ErrorDataReceived += Collect;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Endpoint = endpoint;
        Client = Database.CreateClient(endpoint);
    }

    public Uri Endpoint { get; }

    public IAmazonDynamoDB Client { get; }

    /// <summary>Starts it and waits until it answers.</summary>
    /// <param name="dataDirectory">Where it keeps its data; in memory without.</param>
    /// <param name="port">The port to listen on; a free one without.</param>
    /// <param name="parentProcessId">The process with which it ends; this one without.</param>
    public static async Task<DynamoDbServer> StartAsync(string? dataDirectory, int? port = null, int? parentProcessId = null)
    {
        var installation = new EmbeddedDynamoDb(Path.Combine(RepositoryPaths.Root, "local", "DynamoDbLocal"));
        await installation.EnsureInstalledAsync(NullLogger.Instance, CancellationToken.None);

        port ??= FindPort();
        var java = new ProcessStartInfo("java", [
            $"-Dtriplogger.parent={parentProcessId ?? Environment.ProcessId}",
            // It is killed in the end, which leaves a library there.
            $"-Djava.io.tmpdir={Path.GetTempPath()}",
            .. installation.JavaArguments(port, dataDirectory).Select(argument => argument.ToString()!),
        ])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        var server = new DynamoDbServer(Process.Start(java)!, new Uri($"http://127.0.0.1:{port}"));
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

    /// <summary>Ends it as a power cut would.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>Waits until it ends by itself.</summary>
    public Task WaitForExitAsync(CancellationToken cancellationToken) => _process.WaitForExitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await KillAsync();
        _process.Dispose();
    }

    private static int FindPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task WaitAsync()
    {
        for (var waited = Stopwatch.StartNew(); ;)
        {
            try
            {
                await Client.ListTablesAsync();
                return;
            }
            catch (HttpRequestException exception)
            {
                if (_process.HasExited || waited.Elapsed > StartLimit)
                {
                    throw new InvalidOperationException($"DynamoDB Local did not answer at {Endpoint}. It said: {_output}", exception);
                }

                await Task.Delay(50);
            }
        }
    }

    private void Collect(object sender, DataReceivedEventArgs line)
    {
        lock (_output)
        {
            _output.AppendLine(line.Data);
        }
    }
}
