using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace TripLogger.Benchmarks.Backends;

/// <summary>Answers DynamoDB's requests at once and always the same, in this process: what is left is what the servers themselves cost.</summary>
internal sealed class StandIn : IBackend
{
    private readonly WebApplication _app;

    private StandIn(WebApplication app) => _app = app;

    public string Name => "stand-in";

    public Uri Endpoint => new(_app.Urls.Single());

    public static async Task<StandIn> StartAsync()
    {
        var answers = new Dictionary<string, byte[]>
        {
            ["GetItem"] = Json(new { Item = Items.Profile("user-0") }),
            ["Query"] = Json(new { Count = 21, ScannedCount = 21, Items = Enumerable.Range(0, 21).Select(number => Items.Trip("user-0", number)) }),
            ["TransactWriteItems"] = Json(new { }),
        };

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(context =>
        {
            var answer = answers[context.Request.Headers["X-Amz-Target"].ToString().Split('.')[1]];
            context.Response.ContentType = "application/x-amz-json-1.0";
            context.Response.ContentLength = answer.Length;
            return context.Response.Body.WriteAsync(answer).AsTask();
        });
        await app.StartAsync();
        return new StandIn(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static byte[] Json(object value) => JsonSerializer.SerializeToUtf8Bytes(value);
}
