using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TripLogger.Tests.Fixtures;

/// <summary>Plays the telemetry collector: keeps what is exported by OTLP over HTTP, in which texts stand as they are.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<string> _exported;

    private Collector(WebApplication app, ConcurrentQueue<string> exported)
    {
        _app = app;
        _exported = exported;
    }

    public Uri Endpoint => new(_app.Urls.Single());

    public static async Task<Collector> StartAsync(ConcurrentQueue<string> exported)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var collector = new Collector(builder.Build(), exported);
        collector._app.MapPost("/v1/{signal}", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            exported.Enqueue(Encoding.Latin1.GetString(body.ToArray()));
        });
        await collector._app.StartAsync(TestContext.Current.CancellationToken);
        return collector;
    }

    /// <summary>Waits until something was exported.</summary>
    public async Task WaitForAsync(string text, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        while (!_exported.Any(exported => exported.Contains(text, StringComparison.Ordinal)))
        {
            await Task.Delay(50, limit.Token);
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
