using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace TripLogger.Tests.AppHost;

/// <summary>An HTTP proxy to nowhere: it writes down who was to be asked and refuses.</summary>
internal sealed class RecordingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<string> _asked = new();
    private readonly Task _serving;

    private RecordingProxy()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The first line of each request, such as <c>CONNECT dynamodb.eu-central-1.amazonaws.com:443 HTTP/1.1</c>.</summary>
    public IReadOnlyCollection<string> Asked => _asked;

    public static RecordingProxy Start() => new();

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var connection = await _listener.AcceptTcpClientAsync();
                await RefuseAsync(connection);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task RefuseAsync(TcpClient connection)
    {
        try
        {
            await using var stream = connection.GetStream();
            using var reader = new StreamReader(stream);
            _asked.Enqueue(await reader.ReadLineAsync() ?? "");
            await stream.WriteAsync("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());
        }
        catch (IOException)
        {
            // A client that did not wait for the answer.
        }
    }
}
