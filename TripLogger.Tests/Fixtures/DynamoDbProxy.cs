using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TripLogger.Tests.Fixtures;

/// <summary>Stands between an API and its database: tells which operations were requested, and can answer some of them itself.</summary>
public sealed class DynamoDbProxy : IAsyncDisposable
{
    private const string Target = "DynamoDB_20120810.";

    private readonly WebApplication _app;
    private readonly Uri _database;
    private readonly HttpClient _http = new();
    private readonly ConcurrentQueue<string> _operations = new();

    private DynamoDbProxy(WebApplication app, Uri database)
    {
        _app = app;
        _database = database;
    }

    public Uri Endpoint => new(_app.Urls.Single());

    /// <summary>The operations requested so far, in order.</summary>
    public IReadOnlyCollection<string> Operations => _operations;

    /// <summary>Answers an operation in the database's place: a JSON error that is sent with status 400, or null to let it pass.</summary>
    public Func<string, string?> Fault { get; set; } = _ => null;

    /// <summary>Is told of each operation before it passes, and may hold it.</summary>
    public Func<string, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>Is told of each operation, and its body, that the database has answered before the answer passes, and may hold it, or lose it by an exception.</summary>
    public Func<string, string, Task> After { get; set; } = (_, _) => Task.CompletedTask;

    public static async Task<DynamoDbProxy> StartAsync(Database database) => await StartAsync(await database.GetEndpointAsync());

    public static async Task<DynamoDbProxy> StartAsync(Uri database)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var proxy = new DynamoDbProxy(builder.Build(), database);
        proxy._app.MapPost("/", proxy.PassAsync);
        await proxy._app.StartAsync(TestContext.Current.CancellationToken);
        return proxy;
    }

    /// <summary>A transaction that was cancelled because its first write met another one.</summary>
    public static string TransactionConflict { get; } =
        """{"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException","Message":"Transaction cancelled, please refer cancellation reasons for specific reasons [TransactionConflict, None]","CancellationReasons":[{"Code":"TransactionConflict","Message":"Transaction is ongoing for the item"},{"Code":"None"}]}""";

    public void Forget() => _operations.Clear();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private async Task PassAsync(HttpContext context)
    {
        var target = context.Request.Headers["X-Amz-Target"].ToString();
        var operation = target[Target.Length..];
        _operations.Enqueue(operation);
        await Before(operation);

        context.Response.ContentType = "application/x-amz-json-1.0";
        if (Fault(operation) is { } fault)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsync(fault, context.RequestAborted);
            return;
        }

        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        using var request = new HttpRequestMessage(HttpMethod.Post, _database) { Content = new StringContent(body, Encoding.UTF8, "application/x-amz-json-1.0") };
        request.Headers.TryAddWithoutValidation("X-Amz-Target", target);
        request.Headers.TryAddWithoutValidation("Authorization", context.Request.Headers.Authorization.ToString());
        using var response = await _http.SendAsync(request, context.RequestAborted);
        await After(operation, body);
        context.Response.StatusCode = (int)response.StatusCode;
        await response.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
