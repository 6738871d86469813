using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using TripLogger.Tests.Api.Account.Support;
using TripLogger.Tests.Cognito.Support;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.Api.Account;

/// <summary>A process that is killed in the middle of closings.</summary>
public sealed class KilledApiTests(DynamoDbLocal dynamoDb, SharedEmulator emulator)
{
    /// <summary>Everything that a closing writes, in its order.</summary>
    private static readonly string[] Writes = ["PutItem", "BatchWriteItem", "DeleteUser", "TransactWriteItems"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_after_each_write_and_again_after_the_next_one_no_account_comes_back_and_each_can_be_finished()
    {
        // Arrange: as many travellers as there are writes.
        await using var stage = await ClosingStage.CreateAsync(dynamoDb, emulator);
        var travellers = new List<ClosingTraveller>();
        await using (var first = Start(stage))
        {
            foreach (var _ in Writes)
            {
                travellers.Add(await NewTravellerAsync(stage, first));
            }

            // Act: killed when all of them wait for the answer to a write that is done, each to another one.
            await KillAsync(stage, first, [.. travellers.Select((traveller, index) => (traveller, Writes[index]))]);
        }

        await using (var second = Start(stage))
        {
            await AssertIsShownToNobodyAsync(stage, second, travellers);
            await KillAsync(stage, second, [.. travellers.SkipLast(1).Select((traveller, index) => (traveller, Writes[index + 1]))]);
        }

        // Assert
        await using var third = Start(stage);
        await AssertIsShownToNobodyAsync(stage, third, travellers);
        foreach (var traveller in travellers)
        {
            using var client = await CreateClientAsync(third, traveller.Token);
            using var closed = await client.DeleteAsync("/api/profile", Cancel);
            Assert.True(
                closed.StatusCode == HttpStatusCode.NoContent,
                $"After {Writes[travellers.IndexOf(traveller)]} it answered {closed.StatusCode}.");
            await stage.AssertIsClosedAsync(traveller.Sub);
        }
    }

    private static ApiProcess Start(ClosingStage stage)
    {
        var environment = stage.Settings.ToDictionary(setting => setting.Key.Replace(":", "__", StringComparison.Ordinal), setting => setting.Value);
        environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        return ApiProcess.Start(environment);
    }

    private static async Task<HttpClient> CreateClientAsync(ApiProcess api, string? token)
    {
        var client = await api.CreateClientAsync(Cancel);
        client.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    private static async Task<ClosingTraveller> NewTravellerAsync(ClosingStage stage, ApiProcess api)
    {
        var (sub, email, tokens) = await stage.SignUpAsync();
        var client = await CreateClientAsync(api, tokens.Access);
        await client.GetJsonAsync("/api/profile");
        var shown = await client.CreateTripAsync(body => body["visibility"] = "public");
        return new ClosingTraveller(sub, email, tokens.Access, tokens.Refresh!, shown.Id(), client);
    }

    private static async Task KillAsync(ClosingStage stage, ApiProcess api, (ClosingTraveller Traveller, string Write)[] closings)
    {
        var killed = new TaskCompletionSource();
        var reached = new ConcurrentDictionary<string, bool>();
        var all = new TaskCompletionSource();
        stage.DynamoDb.After = HoldAsync;
        stage.Cognito.After = HoldAsync;

        var requests = closings.Select(async closing =>
        {
            using var client = await CreateClientAsync(api, closing.Traveller.Token);
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => client.DeleteAsync("/api/profile", Cancel));
        }).ToArray();
        await all.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        await api.KillAsync();
        killed.SetResult();
        await Task.WhenAll(requests);
        stage.DynamoDb.After = stage.Cognito.After = (_, _) => Task.CompletedTask;

        async Task HoldAsync(string operation, string body)
        {
            foreach (var (traveller, write) in closings)
            {
                if (operation == write && traveller.IsIn(body))
                {
                    reached[traveller.Sub] = true;
                    if (reached.Count == closings.Length)
                    {
                        all.TrySetResult();
                    }

                    await killed.Task;
                }
            }
        }
    }

    private static async Task AssertIsShownToNobodyAsync(ClosingStage stage, ApiProcess api, List<ClosingTraveller> travellers)
    {
        foreach (var traveller in travellers)
        {
            await stage.LetExpireAsync(traveller.Sub);
        }

        using var anyone = await CreateClientAsync(api, token: null);
        var page = await anyone.GetJsonAsync("/api/public/trips");
        Assert.Empty(page.GetProperty("items").EnumerateArray());
        foreach (var traveller in travellers)
        {
            Assert.Contains("closedAt", (await stage.FindUserAsync(traveller.Sub)).Keys);
        }
    }
}
