using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace TripLogger.Tests.AppHost;

/// <summary>An HTTP proxy that writes down who is asked: it refuses AWS, and lets others (npm) through.</summary>
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

    /// <summary>Whether a request is for this machine, which no proxy could reach.</summary>
    public static bool IsForThisMachine(string request) => request.Contains("localhost", StringComparison.Ordinal)
        || request.Contains("127.0.0.1", StringComparison.Ordinal) || request.Contains("[::1]", StringComparison.Ordinal);

    /// <summary>Whether a request is for AWS, or for the metadata service that hands out AWS credentials.</summary>
    public static bool IsForAws(string request) =>
        request.Contains("amazonaws.com", StringComparison.OrdinalIgnoreCase) || request.Contains("169.254.", StringComparison.Ordinal);

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
                // Each lasts as long as its client, which the test ends.
                _ = AnswerAsync(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task AnswerAsync(TcpClient connection)
    {
        using (connection)
        {
            try
            {
                var client = connection.GetStream();
                using var reader = new StreamReader(client, leaveOpen: true);
                var request = await reader.ReadLineAsync() ?? "";
                _asked.Enqueue(request);
                while (await reader.ReadLineAsync() is { Length: > 0 })
                {
                    // The request's headers.
                }

                if (IsForAws(request) || request.Split(' ') is not ["CONNECT", var address, ..])
                {
                    await client.WriteAsync("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());
                    return;
                }

                var host = address.Split(':');
                using var server = new TcpClient();
                await server.ConnectAsync(host[0], int.Parse(host[1], System.Globalization.CultureInfo.InvariantCulture));
                await client.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray());
                await Task.WhenAny(client.CopyToAsync(server.GetStream()), server.GetStream().CopyToAsync(client));
            }
            catch (Exception exception) when (exception is IOException or SocketException)
            {
                // Either side went away.
            }
        }
    }
}
