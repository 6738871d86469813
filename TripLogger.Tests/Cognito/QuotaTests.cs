using System.Diagnostics;
using TripLogger.Tests.Cognito.Support;

namespace TripLogger.Tests.Cognito;

/// <summary>
/// Buckets refill by the real clock, so the tests hold at any speed: they compare what passed with what the bucket can have given
/// in the time that the requests took.
/// </summary>
public sealed class QuotaTests(SharedEmulator shared, QuotaTests.QuotasOfOne quotasOfOne) : IClassFixture<QuotaTests.QuotasOfOne>
{
    /// <summary>Far more than refills while they are sent.</summary>
    private const int Burst = 40;

    /// <summary>AWS's names of the categories, and the operations of each.</summary>
    private static readonly Dictionary<string, string> Categories = new()
    {
        ["UserAuthentication"] = "InitiateAuth AdminInitiateAuth GetTokensFromRefreshToken",
        ["UserCreation"] = "SignUp ConfirmSignUp AdminCreateUser AdminConfirmSignUp",
        ["UserAccountRecovery"] = "ChangePassword ConfirmForgotPassword ForgotPassword AdminResetUserPassword AdminSetUserPassword",
        ["UserRead"] = "AdminGetUser GetUser",
        ["UserUpdate"] =
            "AdminAddUserToGroup AdminRemoveUserFromGroup AdminUpdateUserAttributes AdminDeleteUserAttributes AdminDeleteUser AdminDisableUser AdminEnableUser "
            + "AdminUserGlobalSignOut GlobalSignOut UpdateUserAttributes DeleteUserAttributes VerifyUserAttribute DeleteUser",
        ["UserToken"] = "RevokeToken",
        ["UserResourceRead"] = "AdminListGroupsForUser GetUserAttributeVerificationCode ResendConfirmationCode",
        ["UserResourceUpdate"] = "AdminSetUserMFAPreference SetUserMFAPreference AssociateSoftwareToken VerifySoftwareToken",
        ["UserList"] = "ListUsers ListUsersInGroup",
        ["UserPoolRead"] = "DescribeUserPool ListUserPools",
        ["UserPoolUpdate"] = "CreateUserPool UpdateUserPool DeleteUserPool",
        ["UserPoolResourceRead"] = "GetGroup ListGroups GetUserPoolMfaConfig",
        ["UserPoolResourceUpdate"] = "AddCustomAttributes CreateGroup UpdateGroup DeleteGroup SetUserPoolMfaConfig",
        ["UserPoolClientRead"] = "DescribeUserPoolClient ListUserPoolClients",
        ["UserPoolClientUpdate"] = "CreateUserPoolClient UpdateUserPoolClient DeleteUserPoolClient",
        ["GetId"] = "GetId",
        ["GetOpenIdToken"] = "GetOpenIdToken",
        ["GetCredentialsForIdentity"] = "GetCredentialsForIdentity",
    };

    public static TheoryData<string> CategoryNames => [.. Categories.Keys];

    [Fact]
    public async Task A_request_beyond_the_quota_is_refused_as_the_service_does_it()
    {
        await using var emulator = await StartAsync("UserPoolRead=1");

        var refused = (await SendAsync(emulator, Burst, "ListUserPools", new { MaxResults = 1 })).Answers.First(IsRefused);

        Assert.Equal((400, "TooManyRequestsException"), (refused.Status, refused.ErrorType));
        Assert.Equal("""{"__type":"TooManyRequestsException","message":"Rate exceeded"}""", refused.Body.ToJsonString());
    }

    [Fact]
    public async Task A_refused_request_passes_a_little_later()
    {
        await using var emulator = await StartAsync("UserPoolRead=1");
        Assert.Contains((await SendAsync(emulator, Burst, "ListUserPools", new { MaxResults = 1 })).Answers, IsRefused);

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (IsRefused(await emulator.SendAsync("ListUserPools", new { MaxResults = 1 })))
        {
            Assert.False(limit.IsCancellationRequested, "A bucket of one request a second gave none in 30 seconds: it does not refill.");
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Without_quotas_nothing_is_refused()
    {
        var burst = await SendAsync(await shared.GetAsync(), Burst, "ListUserPools", new { MaxResults = 1 });

        Assert.All(burst.Answers, answer => Assert.Equal(200, answer.Status));
    }

    [Fact]
    public async Task The_defaults_are_the_services()
    {
        await using var emulator = await StartAsync();

        var burst = await SendAsync(emulator, 10 * Burst, "ListUserPools", new { MaxResults = 1 });

        burst.AssertPassed(atLeast: 15, perSecond: 15);
    }

    [Fact]
    public async Task One_quota_is_for_all_pools()
    {
        // Arrange
        await using var emulator = await StartAsync("UserList=1");
        var pools = new[] { await TestPool.CreateAsync(emulator), await TestPool.CreateAsync(emulator) };

        // Act
        var burst = await SendAsync(emulator, [.. Enumerable.Range(0, Burst).Select(index => ("ListUsers", (object)new { UserPoolId = pools[index % 2].Id }))]);

        // Assert
        burst.AssertPassed(atLeast: 1, perSecond: 1);
    }

    [Fact]
    public async Task An_exhausted_quota_leaves_the_others_alone()
    {
        await using var emulator = await StartAsync("UserCreation=1");
        var pool = await TestPool.CreateAsync(emulator);

        var signUps = await SendAsync(emulator, Burst, "SignUp", new { });

        Assert.Contains(signUps.Answers, IsRefused);
        await emulator.CallAsync("ListUsers", new { UserPoolId = pool.Id });
        await emulator.FailAsync("NotAuthorizedException", "InitiateAuth", pool.PasswordAuth(TestPool.NewEmail()));
    }

    [Theory]
    [MemberData(nameof(CategoryNames))]
    public async Task The_operations_of_a_category_share_its_quota(string category)
    {
        // Arrange: the same emulator for all, since no category takes from another.
        var emulator = await quotasOfOne.GetAsync();
        var operations = Categories[category].Split(' ');

        // Act: invalid requests count too.
        var burst = await SendAsync(emulator, [.. Enumerable.Range(0, Burst).Select(index => (operations[index % operations.Length], new object()))]);

        // Assert
        burst.AssertPassed(atLeast: 1, perSecond: 1);
    }

    [Theory]
    [InlineData("RespondToAuthChallenge")]
    [InlineData("AdminRespondToAuthChallenge")]
    public async Task Challenges_are_answered_at_three_times_the_rate_of_sign_ins_and_then_at_their_cost(string operation)
    {
        await using var emulator = await StartAsync("UserAuthentication=1");

        var burst = await SendAsync(emulator, Burst, operation, new { ChallengeName = "PASSWORD_VERIFIER" });

        burst.AssertPassed(atLeast: 4, perSecond: 4);
    }

    [Theory]
    [InlineData("RespondToAuthChallenge")]
    [InlineData("AdminRespondToAuthChallenge")]
    public async Task A_new_password_counts_as_recovery(string operation)
    {
        await using var emulator = await StartAsync("UserAccountRecovery=1");

        var burst = await SendAsync(emulator, Burst, operation, new { ChallengeName = "NEW_PASSWORD_REQUIRED" });

        burst.AssertPassed(atLeast: 1, perSecond: 1);
    }

    [Theory]
    [InlineData("Enabled", "perhaps", "true or false")]
    [InlineData("UserCreation", "many", "a number from 1")]
    [InlineData("UserCreation", "0", "a number from 1")]
    [InlineData("UserCreations", "5", "UserCreation, ")]
    public async Task A_quota_that_makes_no_sense_stops_the_start(string key, string value, string cure)
    {
        using var folder = new TemporaryFolder();

        var (exitCode, errors) = await EmulatorProcess.RunAsync(folder.Path, "http://127.0.0.1:0", ($"Quotas__{key}", value));

        Assert.Equal(1, exitCode);
        Assert.Contains($"Quotas:{key} ", errors, StringComparison.Ordinal);
        Assert.Contains(cure, errors, StringComparison.Ordinal);
        Assert.Single(errors.Trim().Split('\n'));
    }

    private static Task<Emulator> StartAsync(params string[] quotas) =>
        Emulator.StartAsync(clock: null, ["--Quotas:Enabled=true", .. quotas.Select(quota => $"--Quotas:{quota}")]);

    private static Task<Outcome> SendAsync(Emulator emulator, int count, string operation, object request) =>
        SendAsync(emulator, [.. Enumerable.Repeat((operation, request), count)]);

    private static async Task<Outcome> SendAsync(Emulator emulator, IReadOnlyList<(string Operation, object Request)> requests)
    {
        var watch = Stopwatch.StartNew();
        var answers = await Task.WhenAll(requests.Select(request => emulator.SendAsync(request.Operation, request.Request)));
        return new Outcome(answers, watch.Elapsed);
    }

    private static bool IsRefused(Answer answer) => answer.ErrorType == "TooManyRequestsException";

    private sealed record Outcome(Answer[] Answers, TimeSpan Time)
    {
        /// <summary>A full bucket, and at most what refilled meanwhile.</summary>
        public void AssertPassed(int atLeast, int perSecond)
        {
            var passed = Answers.Count(answer => !IsRefused(answer));
            Assert.InRange(passed, atLeast, atLeast + (int)(perSecond * Time.TotalSeconds));
        }
    }

    /// <summary>An emulator that gives one request a second to each category.</summary>
    public sealed class QuotasOfOne : IAsyncDisposable
    {
        private readonly Lazy<Task<Emulator>> _emulator = new(() => StartAsync([.. Categories.Keys.Select(category => $"{category}=1")]));

        public Task<Emulator> GetAsync() => _emulator.Value;

        public async ValueTask DisposeAsync()
        {
            if (_emulator.IsValueCreated)
            {
                await (await _emulator.Value).DisposeAsync();
            }
        }
    }
}
