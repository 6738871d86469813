using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TripLogger.Tests.Operations;

/// <summary>The one operation of Systems Manager by which a stack's pool is found.</summary>
public sealed class ParameterStore : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ParameterStore(WebApplication app) => _app = app;

    public Uri Endpoint => new(_app.Urls.Single());

    public ConcurrentDictionary<string, string> Values { get; } = new();

    public static async Task<ParameterStore> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var store = new ParameterStore(builder.Build());
        store._app.MapPost("/", store.AnswerAsync);
        await store._app.StartAsync(TestContext.Current.CancellationToken);
        return store;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> AnswerAsync(HttpRequest request)
    {
        Assert.Equal("AmazonSSM.GetParameter", request.Headers["X-Amz-Target"]);
        var name = (string)(await JsonNode.ParseAsync(request.Body))!["Name"]!;
        return Values.TryGetValue(name, out var value)
            ? Results.Text(new JsonObject { ["Parameter"] = new JsonObject { ["Name"] = name, ["Value"] = value } }.ToJsonString())
            : Results.Text("""{"__type":"ParameterNotFound"}""", statusCode: 400);
    }
}
