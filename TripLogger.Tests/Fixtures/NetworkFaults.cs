using System.Text;
using Microsoft.AspNetCore.Http;

namespace TripLogger.Tests.Fixtures;

/// <summary>Gives an answer as a network, something in between, or a service in trouble would.</summary>
/// <param name="context">The request. The connection is closed as a whole when it is aborted.</param>
/// <param name="answer">Has the request done by the service itself.</param>
public delegate Task NetworkFault(HttpContext context, Func<Task<(int Status, byte[] Body)>> answer);

/// <summary>What can happen on the way to a service and back.</summary>
public static class NetworkFaults
{
    /// <summary>All of them by their names.</summary>
    public static IReadOnlyDictionary<string, NetworkFault> All { get; } = Create();

    /// <summary>An error of the service in the place of its answer.</summary>
    public static NetworkFault Error(int status, string body) => (context, _) => WriteAsync(context, status, Encoding.UTF8.GetBytes(body));

    private static Dictionary<string, NetworkFault> Create()
    {
        var faults = new Dictionary<string, NetworkFault>
        {
            ["reset before it is done"] = (context, _) => AbortAsync(context),
            ["reset after it was done"] = async (context, answer) =>
            {
                await answer();
                await AbortAsync(context);
            },
            ["closed in the middle"] = async (context, answer) =>
            {
                // A server that says more than it sends closes the connection.
                var (status, body) = await answer();
                await BeginAsync(context, status, body, body.Length / 2);
            },
            ["stalled before it is done"] = (context, _) => StallAsync(context),
            ["stalled after it was done"] = async (context, answer) =>
            {
                await answer();
                await StallAsync(context);
            },
            ["stalled after the head"] = StallAt(_ => 0),
            ["stalled after the first byte"] = StallAt(_ => 1),
            ["stalled before the last byte"] = StallAt(length => length - 1),
            ["without a body"] = Instead(_ => ""),
            ["with half a body"] = Instead(body => body[..(body.Length / 2)]),
            ["with a page"] = Instead(_ => "<html><body>Sign in to this network</body></html>"),
            ["with noise"] = Instead(_ => "\u0001\u0002\uFFFD"),
            ["500 without words"] = Error(500, ""),
            ["502 of something in between"] = Error(502, "<html>Bad gateway</html>"),
            ["503"] = Error(503, """{"__type":"ServiceUnavailableException","message":"Try again"}"""),
            ["429"] = Error(429, ""),
        };
        for (var tenth = 1; tenth < 10; tenth++)
        {
            var part = tenth;
            faults[$"cut at {tenth}0 %"] = async (context, answer) =>
            {
                var (status, body) = await answer();
                await BeginAsync(context, status, body, body.Length * part / 10);
                await AbortAsync(context);
            };
        }

        return faults;
    }

    private static NetworkFault StallAt(Func<int, int> at) => async (context, answer) =>
    {
        var (status, body) = await answer();
        await BeginAsync(context, status, body, Math.Max(0, at(body.Length)));
        await StallAsync(context);
    };

    private static NetworkFault Instead(Func<string, string> change) => async (context, answer) =>
        await WriteAsync(context, 200, Encoding.UTF8.GetBytes(change(Encoding.UTF8.GetString((await answer()).Body))));

    private static async Task BeginAsync(HttpContext context, int status, byte[] body, int length)
    {
        context.Response.StatusCode = status;
        context.Response.ContentLength = body.Length;
        await context.Response.StartAsync(context.RequestAborted);
        await context.Response.Body.WriteAsync(body.AsMemory(0, length), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    private static async Task WriteAsync(HttpContext context, int status, byte[] body)
    {
        await BeginAsync(context, status, body, body.Length);
    }

    private static Task AbortAsync(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    /// <summary>Until the other side gives up.</summary>
    private static async Task StallAsync(HttpContext context)
    {
        var left = new TaskCompletionSource();
        await using var registration = context.RequestAborted.Register(left.SetResult);
        await left.Task;
    }
}
