// TripLogger.Api beside a bare Kestrel endpoint, in one run: dotnet run --project perf/TripLogger.Benchmarks -c Release
using TripLogger.Benchmarks;
using TripLogger.Benchmarks.Backends;
using TripLogger.Benchmarks.Load;
using TripLogger.Benchmarks.Servers;

if (args is [BareServer.Command, var address, var dynamoDbEndpoint])
{
    await BareServer.RunAsync(address, dynamoDbEndpoint);
    return 0;
}

// One part alone by its name: -- growth
var parts = args is [] ? ["comparison", "growth"] : args;
List<ComparisonResult> comparisons = [];
List<GrowthResult> growths = [];
ClosingResult? closing = null;

await using var pool = await UserPool.StartAsync();
using var load = new LoadGenerator();
await using var standIn = await StandIn.StartAsync();
await using var database = await DynamoDbLocal.StartAsync();

if (parts.Contains("comparison"))
{
    var comparison = new Comparison(load, pool);
    await database.SeedAsync(comparison.Users, trips: 25);
    foreach (var backend in new IBackend[] { database, standIn })
    {
        comparisons.AddRange(await comparison.RunAsync(backend));
    }

    Console.WriteLine(Report.Table(comparisons));
}

if (parts.Contains("growth"))
{
    var growth = new Growth(load, pool);
    await Growth.SeedAsync(database);
    await using var api = await ApiServer.StartAsync(database, pool);
    growths = await growth.RunAsync(api);
    Console.WriteLine(Report.Table(growths));
    closing = await growth.CloseAsync(api);
    Console.WriteLine(FormattableString.Invariant($"An account with {closing.Trips:N0} trips is closed in {closing.Seconds:0.0} s by {closing.Requests} requests."));
}

Console.WriteLine($"Written to {Report.Save(comparisons, growths, closing)}");

string[] missed = [.. comparisons.SelectMany(result => result.Missed), .. growths.SelectMany(result => result.Missed)];
Console.WriteLine(missed.Length == 0 ? "All aims met." : $"Missed: {string.Join("; ", missed)}.");
return missed.Length == 0 ? 0 : 1;
