using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.Api;

/// <summary>What was acknowledged is there, whatever happens afterwards.</summary>
public sealed class DurabilityTests(DynamoDbLocal dynamoDb)
{
    private static readonly string[] Writers = ["Writer 1", "Writer 2", "Writer 3", "Writer 4"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_database_killed_during_writes_has_every_acknowledged_one()
    {
        // Arrange
        var data = Directory.CreateTempSubdirectory("triplogger-dynamodb-");
        try
        {
            await using var database = await DynamoDbServer.StartAsync(data.FullName);
            await using var proxy = await DynamoDbProxy.StartAsync(database.Endpoint);
            var tables = await DynamoDbLocal.CreateTablesAsync(database.Endpoint, Cancel);
            await using var api = await TestApi.CreateOwnAsync(dynamoDb, settings =>
            {
                TestApi.ForLoad(settings);
                settings["AWS_ENDPOINT_URL_DYNAMODB"] = proxy.Endpoint.AbsoluteUri;
                settings["AWS:Resources:UserTableName"] = tables.Users;
                settings["AWS:Resources:TripTableName"] = tables.Trips;
                settings["AWS:Resources:ClosingTableName"] = tables.Closings;
            });
            using var client = api.CreateClient(api.Pool.SignIn("alice"));
            var acknowledged = new ConcurrentBag<string>();

            // DynamoDB Local answers a transaction some milliseconds before it is on the disk, but begins none before the last
            // one is there: what was acknowledged is, once every writer's next transaction has been answered.
            var allWriting = new TaskCompletionSource();
            var killed = new TaskCompletionSource();
            var held = new ConcurrentDictionary<string, bool>();
            proxy.After = async (operation, body) =>
            {
                if (operation == "TransactWriteItems" && acknowledged.Count >= 20)
                {
                    held[Writers.Single(writer => body.Contains(writer, StringComparison.Ordinal))] = true;
                    if (held.Count == Writers.Length)
                    {
                        allWriting.TrySetResult();
                    }

                    await killed.Task;
                    throw new IOException("The database was killed.");
                }
            };

            // Act
            var writers = Writers.Select(async writer =>
            {
                while (true)
                {
                    using var response = await client.PostTripAsync(TripRequests.Body(body => body["title"] = writer));
                    if (response.StatusCode == HttpStatusCode.Created)
                    {
                        acknowledged.Add((await response.ReadAsync(HttpStatusCode.Created)).Id());
                        continue;
                    }

                    // Before, that is a busy machine's answer, or one for what was held too long.
                    Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
                    if (killed.Task.IsCompleted)
                    {
                        return;
                    }
                }
            }).ToArray();
            await allWriting.Task.WaitAsync(TimeSpan.FromMinutes(2), Cancel);
            await database.KillAsync();
            killed.SetResult();
            await Task.WhenAll(writers);

            // Assert
            Assert.True(acknowledged.Count >= 20);
            await using var restarted = await DynamoDbServer.StartAsync(data.FullName, database.Endpoint.Port);
            var found = (await client.ReadAllAsync("/api/trips", limit: 100)).Select(TripRequests.Id).ToHashSet();
            Assert.Empty(acknowledged.Except(found));
            Assert.Equal(found.Count, (await client.GetJsonAsync("/api/trips/summary")).GetProperty("trips").GetInt32());
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_killed_test_run_leaves_no_database_behind()
    {
        // Arrange: a process in the place of the test run.
        using var run = StartSleeper();
        await using var database = await DynamoDbServer.StartAsync(dataDirectory: null, parentProcessId: run.Id);

        // Act
        run.Kill();
        await run.WaitForExitAsync(Cancel);

        // Assert
        await database.WaitForExitAsync(Cancel).WaitAsync(TimeSpan.FromSeconds(20), Cancel);
    }

    private static Process StartSleeper() => Process.Start(OperatingSystem.IsWindows()
        ? new ProcessStartInfo("ping", ["-n", "600", "127.0.0.1"]) { RedirectStandardOutput = true }
        : new ProcessStartInfo("sleep", ["600"]))!;
}
