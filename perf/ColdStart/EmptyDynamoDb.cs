using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TripLogger.ColdStart;

/// <summary>Answers every query with no item at once, so that only the asking is measured.</summary>
internal sealed class EmptyDynamoDb : IAsyncDisposable
{
    private readonly WebApplication _app;

    private EmptyDynamoDb(WebApplication app) => _app = app;

    /// <summary>Where it listens.</summary>
    public string Address => _app.Urls.Single();

    /// <summary>Starts it on a free port of the loopback interface.</summary>
    public static async Task<EmptyDynamoDb> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapPost("/", () => Results.Text("""{"Items":[],"Count":0,"ScannedCount":0}""", "application/x-amz-json-1.0"));
        await app.StartAsync();
        return new EmptyDynamoDb(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
