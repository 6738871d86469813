using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.Api;

/// <summary>Pool and profile agree on the address, whichever steps of a change are lost, repeated or overlap.</summary>
public sealed class EmailTests(DynamoDbLocal dynamoDb)
{
    private const string Old = "old@example.com";
    private const string New = "new@example.com";

    private static readonly Dictionary<string, Func<IResult>> Faults = new()
    {
        ["throttled"] = () => Results.Json(new { __type = "TooManyRequestsException" }, statusCode: 400),
        ["failing"] = () => Results.StatusCode(500),
        ["refused by a firewall"] = () => Results.Json(new { __type = "ForbiddenException" }, statusCode: 400),
        ["broken"] = () => Results.Text("""{"UserAttributes":[{"Name":"su"""),
        ["empty"] = () => Results.Text("{}"),
        ["of somebody else"] = () => Results.Json(new { UserAttributes = new[] { new { Name = "sub", Value = "somebody-else" }, new { Name = "email", Value = New }, new { Name = "email_verified", Value = "true" } } }),
    };

    public static TheoryData<string> FaultNames => [.. Faults.Keys];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_change_whose_last_step_was_lost_is_found_by_the_next_token_which_asks_once()
    {
        // Arrange
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var before = api.CreateClient(api.Pool.SignIn("alice", Old));
        await before.GetJsonAsync("/api/profile");

        // Act: the pool has the new address, and the tab is closed.
        var token = api.Pool.SignIn("alice", New, later: 1);
        using var after = api.CreateClient(token);
        using var found = await after.GetAsync("/api/profile", Cancel);
        var again = await after.GetJsonAsync("/api/profile");
        var elsewhere = await before.GetJsonAsync("/api/profile");

        // Assert
        Assert.Equal("\"2\"", found.Headers.ETag?.Tag);
        Assert.All([await found.ReadAsync(HttpStatusCode.OK), again, elsewhere], profile => Assert.Equal((New, 2), (Email(profile), profile.GetProperty("version").GetInt32())));
        Assert.Equal(1, api.Pool.Issuer.UserRequests(token));
    }

    [Fact]
    public async Task A_check_that_finds_nothing_new_changes_nothing_that_anyone_sees_or_holds()
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice", Old));
        var before = await client.GetJsonAsync("/api/profile");

        using var checking = api.CreateClient(api.Pool.SignIn("alice", Old, later: 1));
        var after = await checking.GetJsonAsync("/api/profile");
        using var repeated = await checking.PutAsync("/api/profile/email", null, Cancel);
        using var edited = await client.SendJsonAsync(HttpMethod.Put, "/api/profile", """{"displayName":"Alice"}""", ("If-Match", "\"1\""));

        Assert.Equal(before.GetRawText(), after.GetRawText());
        Assert.Equal(before.GetRawText(), (await repeated.ReadAsync(HttpStatusCode.OK)).GetRawText());
        Assert.Equal(HttpStatusCode.OK, edited.StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_token_that_vouches_for_no_address_changes_none_and_is_asked_once(bool isSignedOut)
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var before = api.CreateClient(api.Pool.SignIn("alice", Old));
        await before.GetJsonAsync("/api/profile");

        var token = api.Pool.SignIn("alice", New, emailVerified: isSignedOut, later: 1);
        if (isSignedOut)
        {
            api.Pool.SignOut(token);
        }

        using var client = api.CreateClient(token);
        var first = await client.GetJsonAsync("/api/profile");
        var second = await client.GetJsonAsync("/api/profile");

        Assert.All([first, second], profile => Assert.Equal((Old, 1), (Email(profile), profile.GetProperty("version").GetInt32())));
        Assert.Equal(1, api.Pool.Issuer.UserRequests(token));
    }

    [Theory]
    [MemberData(nameof(FaultNames))]
    public async Task A_pool_in_trouble_keeps_nobody_from_their_profile_and_is_left_alone(string fault)
    {
        // Arrange
        await using var api = await TestApi.CreateOwnAsync(dynamoDb);
        using var before = api.CreateClient(api.Pool.SignIn("alice", Old));
        await before.GetJsonAsync("/api/profile");
        api.Pool.UserFault = Faults[fault];

        // Act
        var tokens = new[] { api.Pool.SignIn("alice", New, later: 1), api.Pool.SignIn("alice", New, later: 2) };
        var profiles = new List<JsonElement>();
        foreach (var token in tokens)
        {
            using var client = api.CreateClient(token);
            profiles.Add(await client.GetJsonAsync("/api/profile"));
        }

        // Assert
        Assert.All(profiles, profile => Assert.Equal((Old, 1), (Email(profile), profile.GetProperty("version").GetInt32())));
        if (fault != "of somebody else")
        {
            // A failing one may have been tried again at once.
            Assert.InRange(api.Pool.Issuer.UserRequests(tokens[0]), 1, 2);
            Assert.Equal(0, api.Pool.Issuer.UserRequests(tokens[1]));
        }

        Assert.DoesNotContain(api.Logs.Lines, line => line.Contains("@example.com", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_pool_that_does_not_answer_delays_a_profile_that_is_there_once_and_not_for_long()
    {
        // Arrange
        await using var api = await TestApi.CreateOwnAsync(dynamoDb);
        using var before = api.CreateClient(api.Pool.SignIn("alice", Old));
        await before.GetJsonAsync("/api/profile");
        var answer = new TaskCompletionSource();
        api.Pool.AfterGetUser = () => answer.Task;
        using var client = api.CreateClient(api.Pool.SignIn("alice", New, later: 1));

        // Act
        var waited = Stopwatch.StartNew();
        var profile = await client.GetJsonAsync("/api/profile");
        Assert.InRange(waited.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        answer.SetResult();

        // Assert
        Assert.Equal(Old, Email(profile));
        Assert.Contains(api.Logs.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal) && line.Contains(api.Pool.Sub("alice"), StringComparison.Ordinal));
    }

    /// <summary>Two writers of the address: the first has its answer and is held, the second runs through meanwhile.</summary>
    [Theory]
    [InlineData("PUT", "PUT")]
    [InlineData("PUT", "GET")]
    [InlineData("GET", "PUT")]
    [InlineData("GET", "GET")]
    [InlineData("first GET", "PUT")]
    [InlineData("first GET", "first GET")]
    [InlineData("first PUT", "PUT")]
    [InlineData("first PUT", "trigger")]
    public async Task Of_two_that_overlap_the_later_answer_stays(string held, string between)
    {
        // Arrange
        await using var api = await TestApi.CreateOwnAsync(dynamoDb);
        if (!held.StartsWith("first", StringComparison.Ordinal))
        {
            using var client = api.CreateClient(api.Pool.SignIn("alice", Old));
            await client.GetJsonAsync("/api/profile");
        }

        var asked = new TaskCompletionSource();
        var mayGoOn = new TaskCompletionSource();
        api.Pool.AfterGetUser = async () =>
        {
            api.Pool.AfterGetUser = () => Task.CompletedTask;
            asked.SetResult();
            await mayGoOn.Task;
        };
        var heldToken = api.Pool.SignIn("alice", Old, later: 1);

        // Act
        var first = WriteAsync(api, held, heldToken);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        api.Pool.ChangeEmail(heldToken, New, verified: true);
        await WriteAsync(api, between, between == "trigger" ? "" : api.Pool.SignIn("alice", New, later: 2));
        mayGoOn.SetResult();
        await first;

        // Assert
        Assert.Equal(New, (await api.FindUserAsync("alice"))!["email"].S);
    }

    [Fact]
    public async Task An_answer_that_is_over_before_it_is_written_does_not_come_back()
    {
        // Arrange: to another address and back, while someone holds the answer in between.
        await using var api = await TestApi.CreateOwnAsync(dynamoDb);
        var token = api.Pool.SignIn("alice", Old);
        using var client = api.CreateClient(token);
        await client.GetJsonAsync("/api/profile");
        api.Pool.ChangeEmail(token, New, verified: true);
        var asked = new TaskCompletionSource();
        var mayGoOn = new TaskCompletionSource();
        api.Pool.AfterGetUser = async () =>
        {
            api.Pool.AfterGetUser = () => Task.CompletedTask;
            asked.SetResult();
            await mayGoOn.Task;
        };

        // Act
        var held = client.PutAsync("/api/profile/email", null, Cancel);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        api.Pool.ChangeEmail(token, Old, verified: true);
        using var between = await client.PutAsync("/api/profile/email", null, Cancel);
        mayGoOn.SetResult();
        using var answered = await held;

        // Assert
        Assert.Equal(Old, Email(await answered.ReadAsync(HttpStatusCode.OK)));
        Assert.Equal(Old, (await api.FindUserAsync("alice"))!["email"].S);
    }

    [Fact]
    public async Task A_closing_in_between_wins()
    {
        // Arrange
        await using var api = await TestApi.CreateOwnAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice", Old));
        await client.GetJsonAsync("/api/profile");
        api.Pool.AfterGetUser = async () =>
            await api.DynamoDb.PutItemAsync(api.UserTable, new() { ["id"] = new(api.Pool.Sub("alice")), ["closedAt"] = new($"{DateTime.UtcNow:yyyy-MM-ddTHH:mm:ss.fffZ}") }, Cancel);

        // Act
        using var checking = api.CreateClient(api.Pool.SignIn("alice", New, later: 1));
        using var response = await checking.GetAsync("/api/profile", Cancel);

        // Assert
        await response.AssertProblemAsync(HttpStatusCode.Gone);
        Assert.Equal(["closedAt", "id"], (await api.FindUserAsync("alice"))!.Keys.Order());
    }

    [Fact]
    public async Task After_any_mixture_of_changes_reads_takeovers_and_triggers_the_next_token_finds_both_agreed()
    {
        // Arrange
        await using var api = await TestApi.CreateOwnAsync(dynamoDb, TestApi.ForLoad);
        var random = new Random(7);
        api.Pool.AfterGetUser = () => Task.Delay(Random.Shared.Next(4), Cancel);

        for (var round = 0; round < 12; round++)
        {
            // Act
            var name = $"traveller-{round}";
            var tokens = Enumerable.Range(0, 4).Select(number => api.Pool.SignIn(name, $"{round}-start@example.com", later: number)).ToArray();
            var calls = new List<Task>();
            for (var change = 0; change < 6; change++)
            {
                Array.ForEach(tokens, token => api.Pool.ChangeEmail(token, $"{round}-{change}@example.com", verified: true));
                calls.AddRange(Enumerable.Range(0, 3).Select(_ => WriteAsync(api, Pick("PUT", "GET", "GET", "trigger"), tokens[random.Next(tokens.Length)], name)));
                await Task.Yield();
            }

            await Task.WhenAll(calls);

            // Assert
            using var next = api.CreateClient(api.Pool.SignIn(name, $"{round}-5@example.com", later: 10));
            Assert.Equal($"{round}-5@example.com", Email(await next.GetJsonAsync("/api/profile")));
        }

        string Pick(params string[] values) => values[random.Next(values.Length)];
    }

    private static async Task WriteAsync(TestApi api, string writer, string token, string name = "alice")
    {
        if (writer == "trigger")
        {
            using var pool = api.CreateClient();
            using var invoked = await pool.SendJsonAsync(
                HttpMethod.Post, $"/2015-03-31/functions/{TestApi.FunctionName}/invocations", TriggerEvent.ConfirmSignUp(api.Pool.Sub(name), New), ("X-LocalCloud-Invoke-Key", TestApi.InvokeKey));
            Assert.Equal(HttpStatusCode.OK, invoked.StatusCode);
            return;
        }

        using var client = api.CreateClient(token);
        using var response = writer.EndsWith("PUT", StringComparison.Ordinal) ? await client.PutAsync("/api/profile/email", null, Cancel) : await client.GetAsync("/api/profile", Cancel);
        await response.ReadAsync(HttpStatusCode.OK);
    }

    private static string? Email(JsonElement profile) => profile.GetProperty("email").GetString();
}
