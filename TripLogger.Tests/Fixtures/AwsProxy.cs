using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TripLogger.Tests.Fixtures;

/// <summary>
/// Stands between an API and a service that speaks AWS's JSON protocol: tells which operations were requested, and makes them fail.
/// </summary>
public abstract class AwsProxy : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Uri _service;
    private readonly HttpClient _http = new(new SocketsHttpHandler { ActivityHeadersPropagator = null, UseProxy = false });
    private readonly ConcurrentQueue<string> _operations = new();

    protected AwsProxy(Uri service)
    {
        _service = service;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Map("/{**path}", PassAsync);
    }

    public Uri Endpoint => new(_app.Urls.Single());

    /// <summary>The operations requested so far, in order.</summary>
    public IReadOnlyCollection<string> Operations => _operations;

    /// <summary>Answers an operation in the service's place: a JSON error that is sent with status 400, or null to let it pass.</summary>
    public Func<string, string?> Fault { get; set; } = _ => null;

    /// <summary>Cuts the connection of an operation, known by its name and body, before the service sees it or after it has answered.</summary>
    public Func<string, string, Cut> Cutting { get; set; } = (_, _) => Cut.Nothing;

    /// <summary>What happens on the way, by the operation and its body; null when nothing does.</summary>
    public Func<string, string, NetworkFault?> NetworkFault { get; set; } = (_, _) => null;

    /// <summary>What happens on the way of whatever concerns a user, by their sub.</summary>
    public ConcurrentDictionary<string, NetworkFault> FaultsByUser { get; } = new();

    /// <summary>Is told of each operation before it passes, and may hold it.</summary>
    public Func<string, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>
    /// Is told of each operation, and its body, that the service has answered before the answer passes, and may hold it, or lose it by an
    /// exception.
    /// </summary>
    public Func<string, string, Task> After { get; set; } = (_, _) => Task.CompletedTask;

    public void Forget() => _operations.Clear();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
        GC.SuppressFinalize(this);
    }

    protected Task StartAsync() => _app.StartAsync(TestContext.Current.CancellationToken);

    private async Task PassAsync(HttpContext context)
    {
        var target = context.Request.Headers["X-Amz-Target"].ToString();
        var operation = target[(target.LastIndexOf('.') + 1)..];
        _operations.Enqueue(operation);
        await Before(operation);

        if (Fault(operation) is { } fault)
        {
            context.Response.ContentType = "application/x-amz-json-1.0";
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsync(fault, context.RequestAborted);
            return;
        }

        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var cut = Cutting(operation, body);
        if (cut is Cut.Request)
        {
            context.Abort();
            return;
        }

        if ((NetworkFault(operation, body) ?? FaultsByUser.FirstOrDefault(fault => body.Contains(fault.Key, StringComparison.Ordinal)).Value) is { } networkFault)
        {
            await networkFault(context, async () =>
            {
                using var answered = await ForwardAsync(context, target, body);
                return ((int)answered.StatusCode, await answered.Content.ReadAsByteArrayAsync(CancellationToken.None));
            });
            return;
        }

        using var response = await ForwardAsync(context, target, body);
        await After(operation, body);
        if (cut is Cut.Answer)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = (int)response.StatusCode;
        context.Response.ContentType = response.Content.Headers.ContentType?.ToString();
        await response.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    private async Task<HttpResponseMessage> ForwardAsync(HttpContext context, string target, string body)
    {
        using var request = new HttpRequestMessage(
            new HttpMethod(context.Request.Method), new Uri(_service, $"{context.Request.Path}{context.Request.QueryString}"));
        // A user pool's issuer is the address by which it was asked.
        request.Headers.Host = context.Request.Host.Value;
        if (target.Length > 0)
        {
            request.Content = new StringContent(body, Encoding.UTF8);
            request.Content.Headers.Remove("Content-Type");
            request.Content.Headers.TryAddWithoutValidation("Content-Type", context.Request.ContentType);
            request.Headers.TryAddWithoutValidation("X-Amz-Target", target);
            request.Headers.TryAddWithoutValidation("Authorization", context.Request.Headers.Authorization.ToString());
        }

        // What the service has begun it also ends, whoever waits for it.
        return await _http.SendAsync(request, CancellationToken.None);
    }
}

/// <summary>What an <see cref="AwsProxy"/> loses.</summary>
public enum Cut
{
    /// <summary>Request and answer pass.</summary>
    Nothing,

    /// <summary>The service never sees the request.</summary>
    Request,

    /// <summary>The service has done it, and nobody hears of it.</summary>
    Answer,
}
