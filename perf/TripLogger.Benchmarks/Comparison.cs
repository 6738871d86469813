using TripLogger.Benchmarks.Backends;
using TripLogger.Benchmarks.Load;
using TripLogger.Benchmarks.Servers;

namespace TripLogger.Benchmarks;

/// <summary>Both servers side by side: the same calls, in turns, so that what else the machine does falls on both.</summary>
internal sealed class Comparison(LoadGenerator load, UserPool pool)
{
    private const int Rounds = 5;

    private static readonly int[] CallerCounts = [1, 16, 64];

    /// <summary>Until .NET has compiled for good what is used often.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(6);

    private static readonly TimeSpan Time = TimeSpan.FromSeconds(1);

    /// <summary>Each caller is a user of its own: writers of one user meet in that user's summary.</summary>
    public IReadOnlyList<string> Users { get; } = [.. Enumerable.Range(0, CallerCounts.Max()).Select(number => $"user-{number}")];

    public async Task<List<ComparisonResult>> RunAsync(IBackend backend)
    {
        await using var api = await ApiServer.StartAsync(backend, pool);
        await using var bare = await BareServer.StartAsync(backend);
        var callers = Users.Select(user => new Caller(user, $"Bearer {pool.SignIn(user)}")).ToArray();
        var results = new List<ComparisonResult>();
        foreach (var operation in new[] { Operation.GetProfile, Operation.ListTrips, Operation.CreateTrip })
        {
            foreach (var server in new[] { api, bare })
            {
                await load.RunAsync(server, operation, callers[..16], WarmUp);
            }

            foreach (var count in CallerCounts)
            {
                Console.Error.WriteLine($"{operation.Name}, {count} callers, {backend.Name} …");
                results.Add(await CompareAsync(api, bare, backend, operation, callers[..count]));
            }
        }

        return results;
    }

    private async Task<ComparisonResult> CompareAsync(ServerProcess api, ServerProcess bare, IBackend backend, Operation operation, Caller[] callers)
    {
        var rounds = new List<(Measurement Api, Measurement Bare)>();
        for (var round = 0; round < Rounds; round++)
        {
            // Who comes second finds warmer caches, so they take turns in that too.
            if (round % 2 == 0)
            {
                var first = await load.RunAsync(api, operation, callers, Time);
                rounds.Add((first, await load.RunAsync(bare, operation, callers, Time)));
            }
            else
            {
                var first = await load.RunAsync(bare, operation, callers, Time);
                rounds.Add((await load.RunAsync(api, operation, callers, Time), first));
            }
        }

        return new ComparisonResult(
            backend.Name,
            operation.Name,
            callers.Length,
            Spread.Of(rounds.Select(round => round.Api.PerSecond)).Median,
            Spread.Of(rounds.Select(round => round.Bare.PerSecond)).Median,
            Spread.Of(rounds.Select(round => round.Api.PerSecond / round.Bare.PerSecond)),
            Spread.Of(rounds.Select(round => round.Api.P99 / round.Bare.P99)),
            Spread.Of(rounds.Select(round => round.Api.CpuMicroseconds)).Median,
            Spread.Of(rounds.Select(round => round.Bare.CpuMicroseconds)).Median);
    }
}

/// <summary>Both servers with one operation, one number of callers and one backend.</summary>
/// <param name="ApiPerSecond">Median of the rounds.</param>
/// <param name="Throughput">The API's answers per second, as a part of the bare endpoint's in the same round.</param>
/// <param name="P99">The API's 99th percentile, as a multiple of the bare endpoint's in the same round.</param>
/// <param name="ApiCpu">Microseconds of processor time per answer.</param>
internal sealed record ComparisonResult(
    string Backend, string Operation, int Callers, double ApiPerSecond, double BarePerSecond, Spread Throughput, Spread P99, double ApiCpu, double BareCpu)
{
    private const double WorstP99 = 1.3;

    private double LeastThroughput => Backend == "stand-in" ? 0.60 : 0.85;

    public IEnumerable<string> Missed
    {
        get
        {
            if (Throughput.Median < LeastThroughput)
            {
                yield return FormattableString.Invariant($"{Operation} by {Callers} on {Backend}: {Throughput.Median:P0} of the throughput, the aim is {LeastThroughput:P0}");
            }

            if (P99.Median > WorstP99)
            {
                yield return FormattableString.Invariant($"{Operation} by {Callers} on {Backend}: p99 {P99.Median:0.00} times as long, the aim is {WorstP99}");
            }
        }
    }
}
