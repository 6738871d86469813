using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using TripLogger.Tests.Api.Account.Support;
using TripLogger.Tests.Cognito.Support;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.Api.Account;

/// <summary>A closing that any of its requests breaks off, once and twice in a row: docs/closing-accounts.md has the steps.</summary>
public sealed class InterruptedClosingTests(InterruptedClosingTests.Api api) : IClassFixture<InterruptedClosingTests.Api>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The requests of a closing in their order: the operation, and which one of its kind.</summary>
    public static TheoryData<string, int> Requests => new()
    {
        { "GetItem", 1 },
        { "GetUser", 1 },
        { "PutItem", 1 },
        { "Query", 1 },
        { "BatchWriteItem", 1 },
        { "Query", 2 },
        { "DeleteUser", 1 },
        { "TransactWriteItems", 1 },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Wherever_a_closing_breaks_off_the_account_is_as_it_was_or_closed_for_good(string operation, int occurrence) =>
        await Task.WhenAll(
            BreakOffAsync(operation, occurrence, Cut.Request, times: 1),
            BreakOffAsync(operation, occurrence, Cut.Request, times: 2),
            BreakOffAsync(operation, occurrence, Cut.Answer, times: 1),
            BreakOffAsync(operation, occurrence, Cut.Answer, times: 2));

    [Theory]
    [InlineData("GlobalSignOut")]
    [InlineData("AdminUserGlobalSignOut")]
    [InlineData("RevokeToken")]
    [InlineData("AdminDisableUser")]
    [InlineData("AdminDeleteUser")]
    public async Task Whom_the_pool_refuses_has_changed_nothing(string operation)
    {
        // Arrange
        var traveller = await api.NewTravellerAsync();
        var before = await traveller.ReadAsync();
        await api.Stage.Pool.Emulator.CallAsync(operation, operation switch
        {
            "GlobalSignOut" => new { AccessToken = traveller.Token },
            "RevokeToken" => new { api.Stage.Pool.ClientId, Token = traveller.RefreshToken },
            _ => (object)new { UserPoolId = api.Stage.Pool.Id, Username = traveller.Sub },
        });

        // Act
        using var response = await WhenThePoolAnswersAsync(() => traveller.Client.DeleteAsync("/api/profile", Cancel));

        // Assert
        await response.AssertProblemAsync(HttpStatusCode.Unauthorized);
        Assert.NotEmpty(response.Headers.WwwAuthenticate);
        Assert.Equal(before, await traveller.ReadAsync());
        Assert.Empty(await api.Stage.FindRecordAsync(traveller.Sub));
    }

    [Fact]
    public async Task A_sign_out_everywhere_in_the_middle_does_not_pass_for_a_deleted_user_and_the_next_sign_in_finishes()
    {
        // Arrange
        var traveller = await api.NewTravellerAsync();
        using (api.BreakOff(traveller, "DeleteUser", 1, Cut.Request))
        {
            using var broken = await traveller.Client.DeleteAsync("/api/profile", Cancel);
            Assert.True((int)broken.StatusCode >= 500, $"It answered {broken.StatusCode}.");
        }

        await api.Stage.Pool.Emulator.CallAsync("GlobalSignOut", new { AccessToken = traveller.Token });

        // Act
        using var refused = await WhenThePoolAnswersAsync(() => traveller.Client.DeleteAsync("/api/profile", Cancel));
        var recorded = await api.Stage.FindRecordAsync(traveller.Sub);
        var tombstone = await api.Stage.FindUserAsync(traveller.Sub);
        using var signedInAgain = api.CreateClient(await api.Stage.SignInAsync(traveller.Email));
        await AssertIsFinishedByOthersAsync(() => signedInAgain.GetAsync("/api/profile", Cancel), traveller.Sub);

        // Assert
        await refused.AssertProblemAsync(HttpStatusCode.Unauthorized);
        Assert.Empty(recorded);
        Assert.Equal(["closedAt", "id"], tombstone.Keys.Order(StringComparer.Ordinal));
        await api.Stage.AssertIsClosedAsync(traveller.Sub);
    }

    [Fact]
    public async Task Whoever_comes_back_by_the_same_address_is_somebody_else()
    {
        // Arrange
        var traveller = await api.NewTravellerAsync();
        using (api.BreakOff(traveller, "TransactWriteItems", 1, Cut.Request))
        {
            using var broken = await traveller.Client.DeleteAsync("/api/profile", Cancel);
        }

        // Act
        var sub = await api.Stage.Pool.SignUpAsync(traveller.Email);
        await api.Stage.Pool.ConfirmAsync(traveller.Email);
        using var newcomer = api.CreateClient(await api.Stage.SignInAsync(traveller.Email));
        using var welcome = await WhenThePoolAnswersAsync(() => newcomer.GetAsync("/api/profile", Cancel));
        var profile = await welcome.ReadAsync(HttpStatusCode.OK);
        using var finished = await WhenThePoolAnswersAsync(() => traveller.Client.DeleteAsync("/api/profile", Cancel));

        // Assert
        Assert.NotEqual(traveller.Sub, sub);
        Assert.Equal(sub, profile.GetProperty("id").GetString());
        Assert.Equal(HttpStatusCode.NoContent, finished.StatusCode);
        await api.Stage.AssertIsClosedAsync(traveller.Sub);
        Assert.Equal(profile.GetRawText(), (await newcomer.GetJsonAsync("/api/profile")).GetRawText());
    }

    /// <summary>Many closings that break off at once let the API spare the pool for some seconds; it then says when to come back.</summary>
    private static async Task<HttpResponseMessage> WhenThePoolAnswersAsync(Func<Task<HttpResponseMessage>> ask)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        for (var waited = Stopwatch.StartNew(); ; await timer.WaitForNextTickAsync(Cancel))
        {
            var response = await ask();
            if (response.StatusCode != HttpStatusCode.ServiceUnavailable || waited.Elapsed > TimeSpan.FromSeconds(45))
            {
                return response;
            }

            Assert.NotNull(response.Headers.RetryAfter);
            response.Dispose();
        }
    }

    private async Task AssertIsFinishedByOthersAsync(Func<Task<HttpResponseMessage>> ask, string sub)
    {
        for (var waited = Stopwatch.StartNew(); !(await api.Stage.FindUserAsync(sub)).ContainsKey("userDeletedAt");)
        {
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(30), "Nobody has finished the closing for 30 s.");
            using var response = await ask();
            await response.AssertProblemAsync(HttpStatusCode.Gone);
        }

        await api.Stage.AssertIsClosedAsync(sub);
    }

    private async Task BreakOffAsync(string operation, int occurrence, Cut cut, int times)
    {
        // Arrange
        var traveller = await api.NewTravellerAsync();
        var before = await traveller.ReadAsync();

        // Act
        for (var time = 0; time < times; time++)
        {
            using var broken = api.BreakOff(traveller, operation, occurrence, cut);
            using var response = await traveller.Client.DeleteAsync("/api/profile", Cancel);
            // The answer may have been to something that is done.
            Assert.True(
                (int)response.StatusCode >= 500 || response.StatusCode is HttpStatusCode.Accepted || (time > 0 && !broken.Happened),
                $"{cut} of {operation} {occurrence}, time {time + 1}: it answered {response.StatusCode}.");
        }

        // Assert
        await api.Stage.LetExpireAsync(traveller.Sub);
        var wasBegun = operation is not ("GetItem" or "GetUser") && (operation, cut) is not ("PutItem", Cut.Request);
        Assert.Equal(!wasBegun, await api.IsListedAsync(traveller));
        if (!wasBegun)
        {
            Assert.Equal(before, await traveller.ReadAsync());
        }
        else if (times == 2)
        {
            // Whatever its user asks for goes on with it, once it has had the time to be done.
            await AssertIsFinishedByOthersAsync(() => traveller.Client.PostTripAsync(TripRequests.Body()), traveller.Sub);
        }

        using var closed = await WhenThePoolAnswersAsync(() => traveller.Client.DeleteAsync("/api/profile", Cancel));
        Assert.True(
            closed.StatusCode == HttpStatusCode.NoContent,
            $"{cut} of {operation} {occurrence}: the next attempt answered {closed.StatusCode}.");
        await api.Stage.AssertIsClosedAsync(traveller.Sub);
        await api.Stage.LetExpireAsync(traveller.Sub);
        await traveller.AssertIsGoneAsync();
        Assert.False(await api.IsListedAsync(traveller), "It is listed again.");
    }

    /// <summary>One API for the class: each test has travellers of its own.</summary>
    public sealed class Api(DynamoDbLocal dynamoDb, SharedEmulator emulator) : IAsyncLifetime
    {
        private readonly ConcurrentDictionary<Guid, Interruption> _breaks = new();
        private TestApi? _api;

        // Each page size has its own place in the output cache, so that no check sees what an earlier one saw.
        private int _pageSize = 101;

        public ClosingStage Stage { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Stage = await ClosingStage.CreateAsync(dynamoDb, emulator);
            Stage.DynamoDb.Cutting = Decide;
            Stage.Cognito.Cutting = Decide;
            _api = await TestApi.CreateOwnAsync(dynamoDb, settings =>
            {
                TestApi.ForLoad(settings);
                settings["Account:CloseWithin"] = "00:00:02";
                settings["RateLimits:RequestsPerAddress"] = "1000000";
                foreach (var (key, value) in Stage.Settings)
                {
                    settings[key] = value;
                }
            });
        }

        public HttpClient CreateClient(string? token = null) => _api!.CreateClient(token);

        /// <summary>Somebody with a profile, a private trip and a public one.</summary>
        public async Task<ClosingTraveller> NewTravellerAsync()
        {
            var (sub, email, tokens) = await Stage.SignUpAsync();
            var client = CreateClient(tokens.Access);
            using var profile = await WhenThePoolAnswersAsync(() => client.GetAsync("/api/profile", Cancel));
            await profile.ReadAsync(HttpStatusCode.OK);
            using var named = await client.SendJsonAsync(HttpMethod.Put, "/api/profile", """{"displayName":"Ada"}""", ("If-Match", "\"1\""));
            await client.CreateTripAsync();
            var shown = await client.CreateTripAsync(body => body["visibility"] = "public");
            return new ClosingTraveller(sub, email, tokens.Access, tokens.Refresh!, shown.Id(), client);
        }

        /// <summary>Loses every request of this kind that the traveller causes, from a number on, until it is disposed.</summary>
        public Interruption BreakOff(ClosingTraveller traveller, string operation, int occurrence, Cut cut)
        {
            var key = Guid.NewGuid();
            return _breaks[key] = new Interruption(traveller, operation, occurrence, cut, () => _breaks.TryRemove(key, out _));
        }

        public async Task<bool> IsListedAsync(ClosingTraveller traveller)
        {
            using var anyone = CreateClient();
            var page = await anyone.GetJsonAsync($"/api/public/trips?limit={Interlocked.Decrement(ref _pageSize)}");
            return page.GetProperty("items").EnumerateArray().Any(trip => trip.Id() == traveller.PublicTripId);
        }

        public async ValueTask DisposeAsync()
        {
            if (_api is not null)
            {
                await _api.DisposeAsync();
                await Stage.DisposeAsync();
            }
        }

        private Cut Decide(string operation, string body) =>
            _breaks.Values.Select(broken => broken.Decide(operation, body)).FirstOrDefault(cut => cut is not Cut.Nothing);
    }

    /// <summary>What is lost of one traveller's closing.</summary>
    public sealed class Interruption(ClosingTraveller traveller, string operation, int occurrence, Cut cut, Action end) : IDisposable
    {
        private int _seen;

        public bool Happened => _seen >= occurrence;

        public Cut Decide(string requested, string body) =>
            requested == operation && traveller.IsIn(body) && Interlocked.Increment(ref _seen) >= occurrence
                ? cut
                : Cut.Nothing;

        public void Dispose() => end();
    }
}
