using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace TripLogger.Tests.Cognito.Support;

/// <summary>Lambda's Invoke API with functions that tests write.</summary>
public sealed class FunctionHost : IAsyncDisposable
{
    public const string InvokeKey = "key of this test run";

    private readonly ConcurrentDictionary<string, Func<JsonObject, FunctionAnswer>> _functions = new();
    private readonly WebApplication _app;

    private FunctionHost(WebApplication app) => _app = app;

    public Uri BaseUrl => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <summary>Every invoke, with the headers it came with.</summary>
    public ConcurrentQueue<Invocation> Invocations { get; } = [];

    public static async Task<FunctionHost> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        var host = new FunctionHost(builder.Build());
        host._app.MapPost("/2015-03-31/functions/{name}/invocations", host.InvokeAsync);
        await host._app.StartAsync(TestContext.Current.CancellationToken);
        return host;
    }

    /// <summary>Adds a function of a new name.</summary>
    /// <returns>Its ARN.</returns>
    public string Add(Func<JsonObject, FunctionAnswer> function) => Add($"function-{Guid.NewGuid():N}", function);

    /// <summary>Adds, or replaces, a function by its name.</summary>
    /// <returns>Its ARN.</returns>
    public string Add(string name, Func<JsonObject, FunctionAnswer> function)
    {
        _functions[name] = function;
        return $"arn:aws:lambda:us-east-1:000000000000:function:{name}";
    }

    public IReadOnlyList<Invocation> InvocationsOf(string arn) => [.. Invocations.Where(invocation => arn.EndsWith(":" + invocation.Function, StringComparison.Ordinal))];

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task InvokeAsync(string name, HttpContext http)
    {
        var payload = (await JsonNode.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted))!.AsObject();
        Invocations.Enqueue(new Invocation(
            name,
            payload.DeepClone().AsObject(),
            http.Request.Headers["X-LocalCloud-Invoke-Key"].ToString(),
            http.Request.Headers["X-Amz-Invocation-Type"].ToString(),
            http.Request.Headers.TraceParent.ToString()));
        var answer = _functions.TryGetValue(name, out var function) ? function(payload) : new FunctionAnswer(404, new JsonObject(), Failed: false);
        if (answer.Delay is { } delay)
        {
            await Task.Delay(delay, http.RequestAborted);
        }

        http.Response.StatusCode = answer.Status;
        if (answer.Failed)
        {
            http.Response.Headers["X-Amz-Function-Error"] = "Unhandled";
        }

        await http.Response.WriteAsync(answer.Payload.ToJsonString(), http.RequestAborted);
    }
}

public sealed record Invocation(string Function, JsonObject Event, string Key, string Type, string TraceParent);

public sealed record FunctionAnswer(int Status, JsonNode Payload, bool Failed, TimeSpan? Delay = null)
{
    /// <summary>The event as it came, with a response.</summary>
    public static FunctionAnswer Of(JsonObject theEvent, JsonObject? response = null)
    {
        var answer = theEvent.DeepClone().AsObject();
        answer["response"] = response ?? [];
        return new FunctionAnswer(200, answer, Failed: false);
    }

    public static FunctionAnswer Error(string message) => new(200, new JsonObject { ["errorType"] = "Error", ["errorMessage"] = message }, Failed: true);
}
