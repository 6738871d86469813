// The emulator beside cognito-local, in one run: dotnet run --project perf/CognitoBenchmarks -c Release
using CognitoBenchmarks;

int[] sizes = [100, 1_000, 5_000];
var results = new List<Result>();
await CognitoLocalServer.InstallAsync();

foreach (var users in sizes)
{
    foreach (var create in new Func<Server>[] { () => new EmulatorServer(), () => new CognitoLocalServer() })
    {
        await using var server = create();
        Console.Error.WriteLine($"{server.Name} with {users} users …");
        await server.SeedAsync(users);
        var start = await server.StartAsync();
        results.Add(await Measurement.RunAsync(server, users, start));
    }
}

Console.WriteLine(Report.Table(results));
var file = Report.Save(results);
Console.WriteLine($"Written to {file}");

var emulator = results.Where(result => result.Server == EmulatorServer.ServerName).ToDictionary(result => result.Users);
var other = results.Single(result => result.Server == CognitoLocalServer.ServerName && result.Users == sizes[^1]);
var largest = emulator[sizes[^1]];
string[] missed =
[
    .. largest.StartSeconds <= 0.8 ? [] : new[] { $"start {largest.StartSeconds:0.00} s, the aim is 0.8 s" },
    .. largest.Megabytes <= 120 ? [] : new[] { $"{largest.Megabytes:0} MB at {largest.Users} users, the aim is 120 MB" },
    .. Result.Operations.Where(operation => largest[operation].PerSecond < 5 * other[operation].PerSecond).Select(operation => $"{operation} less than 5 times as fast at {largest.Users} users"),
    .. Result.Operations.Where(operation => largest[operation].CpuMilliseconds > 1.5 * emulator[sizes[0]][operation].CpuMilliseconds).Select(operation => $"{operation} is not flat"),
];
Console.WriteLine(missed.Length == 0 ? "All aims met." : $"Missed: {string.Join("; ", missed)}.");
return missed.Length == 0 ? 0 : 1;
