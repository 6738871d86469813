using System.Diagnostics;
using System.Net;
using TripLogger.Benchmarks.Backends;
using TripLogger.Benchmarks.Load;
using TripLogger.Benchmarks.Servers;

namespace TripLogger.Benchmarks;

/// <summary>The same calls by users who have logged more and more trips: they must not pay for their past.</summary>
internal sealed class Growth(LoadGenerator load, UserPool pool)
{
    private const int Rounds = 5;

    private static readonly int[] Sizes = [10, 1_000, 100_000];
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(0.5);

    public static async Task SeedAsync(DynamoDbLocal database)
    {
        foreach (var size in Sizes)
        {
            Console.Error.WriteLine($"A user with {size} trips …");
            await database.SeedAsync([User(size)], size);
        }
    }

    public async Task<List<GrowthResult>> RunAsync(ServerProcess api)
    {
        var callers = Sizes.ToDictionary(size => size, size => new[] { Caller(size) });
        var results = new List<GrowthResult>();
        foreach (var operation in new[] { _ => ListPage, _ => ListYear, GetTrip, _ => Operation.CreateTrip, (Func<int, Operation>)(_ => Operation.GetSummary) })
        {
            Console.Error.WriteLine($"{operation(1).Name} by users with many trips …");
            foreach (var size in Sizes)
            {
                await load.RunAsync(api, operation(size), callers[size], WarmUp);
            }

            var medians = Sizes.ToDictionary(size => size, _ => new List<double>());
            for (var round = 0; round < Rounds; round++)
            {
                foreach (var size in Sizes)
                {
                    medians[size].Add((await load.RunAsync(api, operation(size), callers[size], Time)).Median);
                }
            }

            results.Add(new GrowthResult(operation(1).Name, medians.ToDictionary(size => size.Key, size => Spread.Of(size.Value).Median)));
        }

        return results;
    }

    /// <summary>Closes the account with the most trips as its owner does: again and again, until it says that it is done.</summary>
    public async Task<ClosingResult> CloseAsync(ServerProcess api)
    {
        Console.Error.WriteLine("Closing the account with the most trips …");
        using var http = new HttpClient { BaseAddress = api.Address };
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", Caller(Sizes[^1]).Authorization);
        var watch = Stopwatch.StartNew();
        for (var requests = 1; ; requests++)
        {
            using var response = await http.DeleteAsync("/api/profile");
            if (response.StatusCode == HttpStatusCode.NoContent)
            {
                return new ClosingResult(Sizes[^1], watch.Elapsed.TotalSeconds, requests);
            }

            if (response.StatusCode != HttpStatusCode.Accepted)
            {
                throw new InvalidOperationException($"Closing an account answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
            }
        }
    }

    private Caller Caller(int size) => new(User(size), $"Bearer {pool.SignIn(User(size))}");

    private static string User(int size) => $"user-with-{size}";

    // A page that every user can fill: by default the user with ten trips would get half of what the others get.
    private static Operation ListPage { get; } = new("GET /api/trips?limit=10", HttpMethod.Get, _ => "/api/trips?limit=10");

    private static Operation ListYear { get; } = new($"GET /api/trips?limit=10&year={Items.CommonYear}", HttpMethod.Get, _ => $"/api/trips?limit=10&year={Items.CommonYear}");

    // Spread over all of the user's trips; the factor has no divisor in common with any of the sizes.
    private static Operation GetTrip(int size) => new("GET /api/trips/{id}", HttpMethod.Get, number => $"/api/trips/{Items.TripId((int)(number * 7919L % size))}");
}

/// <summary>One operation by users with more and more trips.</summary>
/// <param name="Milliseconds">Median of the rounds' medians, by the number of trips.</param>
internal sealed record GrowthResult(string Operation, IReadOnlyDictionary<int, double> Milliseconds)
{
    private const double Worst = 1.2;

    /// <summary>The slowest as a multiple of the fastest.</summary>
    public double Ratio => Milliseconds.Values.Max() / Milliseconds.Values.Min();

    public IEnumerable<string> Missed => Ratio <= Worst ? [] : [FormattableString.Invariant($"{Operation}: {Ratio:0.00} times as long for some users, the aim is {Worst}")];
}

/// <summary>How an account was closed.</summary>
/// <param name="Trips">How many it had before the benchmark.</param>
/// <param name="Requests">How often DELETE had to be sent.</param>
internal sealed record ClosingResult(int Trips, double Seconds, int Requests);
