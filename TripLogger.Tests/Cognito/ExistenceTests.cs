using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using TripLogger.Tests.Cognito.Support;

namespace TripLogger.Tests.Cognito;

/// <summary>Where a client hides who has an account, a name that nobody has is answered like one that somebody has, however often it is tried.</summary>
public sealed class ExistenceTests(StoppedEmulator stopped) : IClassFixture<StoppedEmulator>
{
    private const int BeyondEveryLimit = 22;

    private static readonly Dictionary<string, Func<TestPool, string, Task<Answer>>> Doors = new()
    {
        ["wrong passwords"] = (pool, user) => pool.Emulator.SendAsync("InitiateAuth", pool.PasswordAuth(user, "Wrong-horse-7")),
        ["wrong proofs"] = (pool, user) => SrpClient.SignInAsync(pool, user, "Wrong-horse-7"),
        ["resets"] = (pool, user) => pool.Emulator.SendAsync("ForgotPassword", new { pool.ClientId, Username = user }),
        ["resets, in capitals"] = (pool, user) => pool.Emulator.SendAsync("ForgotPassword", new { pool.ClientId, Username = user.ToUpperInvariant() }),
        ["codes of a reset that nobody asked for"] = WrongResetCodeAsync,
        ["codes of a reset"] = async (pool, user) =>
        {
            await pool.Emulator.SendAsync("ForgotPassword", new { pool.ClientId, Username = user });
            return await WrongResetCodeAsync(pool, user);
        },
    };

    private static readonly Dictionary<string, Func<TestPool, string, Task<Answer>>> DoorsBeforeConfirmation = new()
    {
        ["codes again"] = (pool, user) => pool.Emulator.SendAsync("ResendConfirmationCode", new { pool.ClientId, Username = user }),
        ["wrong codes"] = async (pool, user) =>
        {
            await pool.Emulator.SendAsync("ResendConfirmationCode", new { pool.ClientId, Username = user });
            return await pool.Emulator.SendAsync("ConfirmSignUp", new { pool.ClientId, Username = user, ConfirmationCode = "wrong" });
        },
        ["resets"] = (pool, user) => pool.Emulator.SendAsync("ForgotPassword", new { pool.ClientId, Username = user }),
        ["wrong passwords"] = (pool, user) => pool.Emulator.SendAsync("InitiateAuth", pool.PasswordAuth(user, "Wrong-horse-7")),
    };

    public static TheoryData<string> DoorNames => [.. Doors.Keys];

    public static TheoryData<string> DoorNamesBeforeConfirmation => [.. DoorsBeforeConfirmation.Keys];

    [Theory]
    [MemberData(nameof(DoorNames))]
    public async Task Whoever_has_no_account_is_answered_like_who_has_one(string door)
    {
        var pool = await NewPoolAsync();
        var disabled = await pool.NewUserAsync();
        await pool.Emulator.CallAsync("AdminDisableUser", new { UserPoolId = pool.Id, Username = disabled });
        var known = await AnswersAsync(Doors[door], pool, await pool.NewUserAsync());

        Assert.Equal(known, await AnswersAsync(Doors[door], pool, TestPool.NewEmail()));
        Assert.Equal(known, await AnswersAsync(Doors[door], pool, disabled));
        Assert.True(known.Distinct().Count() > 1, $"No limit was met: {known[^1]}");
    }

    [Theory]
    [MemberData(nameof(DoorNamesBeforeConfirmation))]
    public async Task Whoever_has_no_account_is_answered_like_who_has_not_confirmed(string door)
    {
        var pool = await NewPoolAsync();
        var unconfirmed = TestPool.NewEmail();
        await pool.SignUpAsync(unconfirmed);
        // The sign-up's own code counts as the first of the hour.
        var stranger = TestPool.NewEmail();
        await pool.Emulator.SendAsync("ResendConfirmationCode", new { pool.ClientId, Username = stranger });

        var known = await AnswersAsync(DoorsBeforeConfirmation[door], pool, unconfirmed);

        Assert.Equal(known, await AnswersAsync(DoorsBeforeConfirmation[door], pool, stranger));
        Assert.True(known.Distinct().Count() > 1, $"No limit was met: {known[^1]}");
    }

    [Fact]
    public async Task A_made_up_user_of_a_sign_in_has_the_form_of_a_real_one()
    {
        var pool = await NewPoolAsync();
        var known = await ChallengeAsync(await pool.NewUserAsync());

        foreach (var _ in Enumerable.Range(0, 30))
        {
            var unknown = await ChallengeAsync(TestPool.NewEmail());
            Assert.Equal(known.Select(member => member.Key), unknown.Select(member => member.Key));
            Assert.Equal(known["SALT"]!.GetValue<string>().Length, unknown["SALT"]!.GetValue<string>().Length);
            Assert.Equal(4, Guid.Parse(unknown["USER_ID_FOR_SRP"]!.GetValue<string>()).Version);
            Assert.InRange(Guid.Parse(unknown["USER_ID_FOR_SRP"]!.GetValue<string>()).Variant, 8, 11);
        }

        async Task<JsonObject> ChallengeAsync(string email) => (await pool.Emulator.CallAsync("InitiateAuth", new
        {
            pool.ClientId,
            AuthFlow = "USER_SRP_AUTH",
            AuthParameters = new { USERNAME = email, SRP_A = new SrpClient().PublicValue },
        }))["ChallengeParameters"]!.AsObject();
    }

    /// <summary>Asked in turns, so that whatever else this machine does slows both: the work for a password is several times all else.</summary>
    [Theory]
    [InlineData("USER_PASSWORD_AUTH")]
    [InlineData("USER_SRP_AUTH")]
    public async Task Time_does_not_tell_who_exists(string flow)
    {
        var pool = await NewPoolAsync();
        var (known, unknown) = (new List<double>(), new List<double>());
        for (var turn = 0; turn < 40; turn++)
        {
            known.Add(await TimeAsync(await pool.NewUserAsync()));
            unknown.Add(await TimeAsync(TestPool.NewEmail()));
        }

        var (fast, slow) = (known.Order().ElementAt(10), unknown.Order().ElementAt(10));
        Assert.True(
            fast / slow is > 0.5 and < 2,
            string.Create(CultureInfo.InvariantCulture, $"Known users are answered in {fast:0.00} ms, unknown ones in {slow:0.00} ms."));

        async Task<double> TimeAsync(string email)
        {
            var srp = new SrpClient();
            (string Operation, object Request) call = ("InitiateAuth", pool.PasswordAuth(email, "Wrong-horse-7"));
            if (flow == "USER_SRP_AUTH")
            {
                var challenge = await pool.Emulator.CallAsync(
                    "InitiateAuth", new { pool.ClientId, AuthFlow = flow, AuthParameters = new { USERNAME = email, SRP_A = srp.PublicValue } });
                call = ("RespondToAuthChallenge", srp.Respond(pool, challenge["ChallengeParameters"]!.AsObject(), "Wrong-horse-7"));
            }

            var watch = Stopwatch.StartNew();
            await pool.Emulator.FailAsync("NotAuthorizedException", call.Operation, call.Request);
            return watch.Elapsed.TotalMilliseconds;
        }
    }

    private static Task<Answer> WrongResetCodeAsync(TestPool pool, string user) =>
        pool.Emulator.SendAsync("ConfirmForgotPassword", new { pool.ClientId, Username = user, TestPool.Password, ConfirmationCode = "wrong" });

    private static async Task<List<string>> AnswersAsync(Func<TestPool, string, Task<Answer>> ask, TestPool pool, string user)
    {
        var answers = new List<string>();
        for (var attempt = 0; attempt < BeyondEveryLimit; attempt++)
        {
            var answer = await ask(pool, user);
            answers.Add($"{answer.Status} {answer.Body.ToJsonString()}");
        }

        return answers;
    }

    private async Task<TestPool> NewPoolAsync() => await TestPool.CreateAsync(await stopped.GetAsync());
}
