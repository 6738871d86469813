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
        var signUp = await PerSecondAsync(() => server.SignUpAsync($"new-{count++}@example.com"));
        var signIn = await PerSecondAsync(async () =>
        {
            var answer = await server.CallAsync("InitiateAuth", new
            {
                server.ClientId,
                AuthFlow = "USER_PASSWORD_AUTH",
                AuthParameters = new { USERNAME = Server.Email(count++ % users), PASSWORD = Server.Password },
            });
            refreshToken = answer["AuthenticationResult"]!["RefreshToken"]!.GetValue<string>();
        });
        var refresh = await PerSecondAsync(() => server.CallAsync(
            "InitiateAuth", new { server.ClientId, AuthFlow = "REFRESH_TOKEN_AUTH", AuthParameters = new { REFRESH_TOKEN = refreshToken } }));
        return new Result(server.Name, users, startSeconds, signUp, signIn, refresh, server.Megabytes);
    }

    private static async Task<double> PerSecondAsync(Func<Task> operation)
    {
        await CountAsync(operation, WarmUp);
        var watch = Stopwatch.StartNew();
        var count = await CountAsync(operation, Time);
        return count / watch.Elapsed.TotalSeconds;
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
