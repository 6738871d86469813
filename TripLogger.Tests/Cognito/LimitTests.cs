using System.Globalization;
using OtpNet;
using TripLogger.Tests.Cognito.Support;

namespace TripLogger.Tests.Cognito;

/// <summary>Limits hold for many at once, and go by the time that is now.</summary>
public sealed class LimitTests(StoppedEmulator stopped) : IClassFixture<StoppedEmulator>
{
    [Fact]
    public async Task Of_many_wrong_passwords_at_once_five_are_looked_at()
    {
        var pool = await TestPool.CreateAsync(await stopped.GetAsync());
        var email = await pool.NewUserAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => pool.Emulator.SendAsync("InitiateAuth", pool.PasswordAuth(email, "Wrong-horse-7"))));

        Assert.Equal(5, answers.Count(answer => answer.Body["message"]!.GetValue<string>() == "Incorrect username or password."));
        Assert.Equal(25, answers.Count(answer => answer.Body["message"]!.GetValue<string>() == "Password attempts exceeded"));
    }

    [Fact]
    public async Task Of_many_wrong_codes_at_once_twenty_are_looked_at()
    {
        var pool = await TestPool.CreateAsync(await stopped.GetAsync());
        var email = await pool.NewUserAsync();
        await pool.Emulator.CallAsync("ForgotPassword", new { pool.ClientId, Username = email });

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => pool.Emulator.SendAsync(
            "ConfirmForgotPassword", new { pool.ClientId, Username = email, TestPool.Password, ConfirmationCode = "wrong" })));

        Assert.Equal(20, answers.Count(answer => answer.ErrorType == "CodeMismatchException"));
        Assert.Equal(20, answers.Count(answer => answer.ErrorType == "LimitExceededException"));
    }

    [Fact]
    public async Task Many_right_passwords_at_once_all_sign_in()
    {
        var pool = await TestPool.CreateAsync(await stopped.GetAsync());
        var email = await pool.NewUserAsync();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => pool.SignInAsync(email)));
    }

    [Fact]
    public async Task A_clock_that_was_ahead_keeps_nobody_out()
    {
        // Arrange: all that is limited is used up in a year that has not come yet.
        var clock = new ManualClock();
        var now = clock.GetUtcNow();
        await using var emulator = await Emulator.StartAsync(clock);
        var pool = await TestPool.CreateAsync(emulator);
        var email = await pool.NewUserAsync();
        var app = await AddAppAsync(pool, email, clock);
        clock.AdjustTime(now.AddYears(1));
        var tokens = await emulator.CallAsync("InitiateAuth", pool.PasswordAuth(email));
        await emulator.CallAsync("RespondToAuthChallenge", Totp(tokens["Session"]!.GetValue<string>()));
        for (var attempt = 0; attempt < 20; attempt++)
        {
            await emulator.SendAsync("InitiateAuth", pool.PasswordAuth(email, "Wrong-horse-7"));
            await emulator.CallAsync("ForgotPassword", new { pool.ClientId, Username = email });
            await emulator.FailAsync("CodeMismatchException", "ConfirmForgotPassword", Confirm("wrong"));
        }

        Assert.Equal("Password attempts exceeded", await emulator.FailAsync("NotAuthorizedException", "InitiateAuth", pool.PasswordAuth(email)));
        await emulator.FailAsync("LimitExceededException", "ForgotPassword", new { pool.ClientId, Username = email });
        await emulator.FailAsync("LimitExceededException", "ConfirmForgotPassword", Confirm("wrong"));

        // Act
        clock.AdjustTime(now.AddMinutes(1));

        // Assert
        var challenge = await emulator.CallAsync("InitiateAuth", pool.PasswordAuth(email));
        await emulator.CallAsync("RespondToAuthChallenge", Totp(challenge["Session"]!.GetValue<string>()));
        await emulator.CallAsync("ForgotPassword", new { pool.ClientId, Username = email });
        await emulator.CallAsync("ConfirmForgotPassword", Confirm(await emulator.NewestCodeAsync(email)));

        object Confirm(string code) => new { pool.ClientId, Username = email, TestPool.Password, ConfirmationCode = code };
        object Totp(string session) => new
        {
            pool.ClientId,
            ChallengeName = "SOFTWARE_TOKEN_MFA",
            Session = session,
            ChallengeResponses = new { USERNAME = email, SOFTWARE_TOKEN_MFA_CODE = app.ComputeTotp(clock.GetUtcNow().UtcDateTime) },
        };
    }

    [Theory]
    [InlineData(0, "ddd MMM d HH:mm:ss 'UTC' yyyy", null)]
    [InlineData(-299, "ddd MMM d HH:mm:ss 'UTC' yyyy", null)]
    [InlineData(299, "ddd MMM d HH:mm:ss 'UTC' yyyy", null)]
    [InlineData(-301, "ddd MMM d HH:mm:ss 'UTC' yyyy", "NotAuthorizedException")]
    [InlineData(301, "ddd MMM d HH:mm:ss 'UTC' yyyy", "NotAuthorizedException")]
    [InlineData(-860_000_000, "ddd MMM d HH:mm:ss 'UTC' yyyy", "NotAuthorizedException")]
    [InlineData(0, "ddd MMM dd HH:mm:ss 'UTC' yyyy", "NotAuthorizedException")]
    [InlineData(0, "'Xyz' MMM d HH:mm:ss 'UTC' yyyy", "NotAuthorizedException")]
    [InlineData(0, "ddd MMM d HH:mm:ss 'CET' yyyy", "InvalidParameterException")]
    [InlineData(0, "ddd MMM d H:m:s 'UTC' yyyy", "InvalidParameterException")]
    [InlineData(0, "o", "InvalidParameterException")]
    public async Task A_proof_is_of_now_and_says_so_in_the_services_form(int seconds, string form, string? refusal)
    {
        // Arrange: on a day and an hour with one digit.
        var clock = new ManualClock();
        clock.AdjustTime(new DateTimeOffset(clock.GetUtcNow().Year + 1, 3, 5, 4, 3, 2, TimeSpan.Zero));
        await using var emulator = await Emulator.StartAsync(clock);
        var pool = await TestPool.CreateAsync(emulator);
        var (email, srp) = (await pool.NewUserAsync(), new SrpClient());
        var challenge = await emulator.CallAsync(
            "InitiateAuth", new { pool.ClientId, AuthFlow = "USER_SRP_AUTH", AuthParameters = new { USERNAME = email, SRP_A = srp.PublicValue } });

        // Act
        var timestamp = clock.GetUtcNow().AddSeconds(seconds).UtcDateTime.ToString(form, CultureInfo.InvariantCulture);
        var answer = await emulator.SendAsync(
            "RespondToAuthChallenge", srp.Respond(pool, challenge["ChallengeParameters"]!.AsObject(), TestPool.Password, timestamp));

        // Assert
        Assert.True(refusal == answer.ErrorType, $"{timestamp}: {answer.Status} {answer.Body.ToJsonString()}");
    }

    private static async Task<OtpNet.Totp> AddAppAsync(TestPool pool, string email, ManualClock clock)
    {
        var tokens = await pool.SignInAsync(email);
        var associated = await pool.Emulator.CallAsync("AssociateSoftwareToken", new { AccessToken = tokens.Access });
        var app = new OtpNet.Totp(Base32Encoding.ToBytes(associated["SecretCode"]!.GetValue<string>()));
        await pool.Emulator.CallAsync("VerifySoftwareToken", new { AccessToken = tokens.Access, UserCode = app.ComputeTotp(clock.GetUtcNow().UtcDateTime) });
        await pool.Emulator.CallAsync("SetUserMFAPreference", new { AccessToken = tokens.Access, SoftwareTokenMfaSettings = new { Enabled = true, PreferredMfa = true } });
        return app;
    }
}
