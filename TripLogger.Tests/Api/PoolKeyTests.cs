using System.Diagnostics;
using System.Net;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.Api;

/// <summary>The pool's keys: read once for all who wait, again when the pool has changed them, and never in the way of what needs none.</summary>
public sealed class PoolKeyTests(DynamoDbLocal dynamoDb)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_fault_of_the_keys_is_answered_soon_as_one_that_may_pass_and_keeps_nobody_from_what_is_public()
    {
        await Task.WhenAll(NetworkFaults.All.Chunk(7).Select(async faults =>
        {
            await using var api = await TestApi.CreateOwnAsync(dynamoDb, TestApi.ForLoad);
            foreach (var (name, fault) in faults)
            {
                // Arrange: nobody has read this key yet.
                api.Pool.Issuer.ChangeKey();
                api.Pool.Issuer.KeysFault = fault;
                using var client = api.CreateClient(api.Pool.SignIn("alice"));

                // Act
                var waited = Stopwatch.StartNew();
                var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => client.GetAsync("/api/trips", Cancel)));

                // Assert
                Assert.True(waited.Elapsed < TimeSpan.FromSeconds(10), $"{name}: the answers took {waited.Elapsed}.");
                foreach (var answer in answers)
                {
                    using (answer)
                    {
                        await answer.AssertProblemAsync(HttpStatusCode.ServiceUnavailable);
                        Assert.NotNull(answer.Headers.RetryAfter);
                    }
                }

                await client.GetJsonAsync("/config.json");
                api.Pool.Issuer.KeysFault = null;
                await WaitForAsync(client);
            }
        }));
    }

    [Fact]
    public async Task Whoever_sends_a_token_where_none_is_needed_does_not_wait_for_the_keys()
    {
        await using var api = await TestApi.CreateOwnAsync(dynamoDb);
        var never = new TaskCompletionSource();
        api.Pool.Issuer.BeforeKeys = () => never.Task;
        using var client = api.CreateClient(api.Pool.SignIn("alice"));

        foreach (var path in new[] { "/config.json", "/api/public/trips", "/health", "/alive", "/openapi/v1.json" })
        {
            using var response = await client.GetAsync(path, Cancel);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        Assert.Equal(0, api.Pool.Issuer.KeyRequests);
        never.SetResult();
    }

    [Fact]
    public async Task Those_who_come_at_once_wait_for_one_read_and_a_failure_is_remembered()
    {
        // Arrange
        await using var api = await TestApi.CreateOwnAsync(dynamoDb);
        var never = new TaskCompletionSource();
        api.Pool.Issuer.BeforeKeys = () => never.Task;
        using var client = api.CreateClient(api.Pool.SignIn("alice"));

        // Act
        var first = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => client.GetAsync("/api/trips", Cancel)));
        using var next = await client.GetAsync("/api/trips", Cancel);

        // Assert
        Assert.All(first.Append(next), response => Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode));
        Assert.Equal(1, api.Pool.Issuer.KeyRequests);
        never.SetResult();
    }

    [Fact]
    public async Task Whoever_leaves_while_the_keys_are_read_takes_nothing_from_those_who_wait()
    {
        // Arrange
        await using var api = await TestApi.CreateOwnAsync(dynamoDb);
        var asked = new TaskCompletionSource();
        var mayAnswer = new TaskCompletionSource();
        api.Pool.Issuer.BeforeKeys = () =>
        {
            asked.TrySetResult();
            return mayAnswer.Task;
        };
        // In this process alone, leaving would wait for what is left.
        api.UseKestrel();
        using var client = api.CreateClient(api.Pool.SignIn("alice"));

        // Act
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var first = client.GetAsync("/api/trips", leaving.Token);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        var second = client.GetAsync("/api/trips", Cancel);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        mayAnswer.SetResult();
        using var response = await second;

        // Assert
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Keys_that_the_pool_changes_again_and_again_turn_nobody_away()
    {
        await using var api = await TestApi.CreateOwnAsync(dynamoDb);

        for (var change = 0; change < 3; change++)
        {
            api.Pool.Issuer.ChangeKey();
            using var client = api.CreateClient(api.Pool.SignIn("alice"));
            var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => client.GetAsync("/api/trips", Cancel)));
            Assert.All(answers, response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));
        }

        Assert.InRange(api.Pool.Issuer.KeyRequests, 3, 6);
    }

    /// <summary>A failure is remembered for a moment.</summary>
    private static async Task WaitForAsync(HttpClient client)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromSeconds(30); await timer.WaitForNextTickAsync(Cancel))
        {
            using var response = await client.GetAsync("/api/trips", Cancel);
            if (response.StatusCode == HttpStatusCode.OK)
            {
                return;
            }

            Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        }

        Assert.Fail("In 30 s after the fault the keys were not read.");
    }
}
