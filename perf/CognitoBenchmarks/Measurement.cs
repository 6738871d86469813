using System.Diagnostics;

namespace CognitoBenchmarks;

/// <summary>
/// One caller, one call after the other: overlapping writes damage cognito-local's file. The emulator would gain from more.
/// </summary>
internal static class Measurement
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(4);

    public static async Task<Result> RunAsync(Server server, int users, double startSeconds)
    {
        var count = 0;
        var refreshToken = "";
        var signUp = await RateAsync(server, () => server.SignUpAsync($"new-{count++}@example.com"));
        var signIn = await RateAsync(server, async () =>
        {
            var answer = await server.CallAsync("InitiateAuth", new
            {
                server.ClientId,
                AuthFlow = "USER_PASSWORD_AUTH",
                AuthParameters = new { USERNAME = Server.Email(count++ % users), PASSWORD = Server.Password },
            });
            refreshToken = answer["AuthenticationResult"]!["RefreshToken"]!.GetValue<string>();
        });
        var refresh = await RateAsync(server, () => server.CallAsync(
            "InitiateAuth", new { server.ClientId, AuthFlow = "REFRESH_TOKEN_AUTH", AuthParameters = new { REFRESH_TOKEN = refreshToken } }));
        return new Result(server.Name, users, startSeconds, signUp, signIn, refresh, server.Megabytes);
    }

    private static async Task<Rate> RateAsync(Server server, Func<Task> operation)
    {
        await CountAsync(operation, WarmUp);
        var cpu = server.ProcessorTime;
        var watch = Stopwatch.StartNew();
        var count = await CountAsync(operation, Time);
        return new Rate(count / watch.Elapsed.TotalSeconds, (server.ProcessorTime - cpu).TotalMilliseconds / count);
    }

    private static async Task<int> CountAsync(Func<Task> operation, TimeSpan time)
    {
        var watch = Stopwatch.StartNew();
        var count = 0;
        while (watch.Elapsed < time)
        {
            await operation();
            count++;
        }

        return count;
    }
}
