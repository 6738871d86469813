using System.Text.Json.Nodes;
using OtpNet;
using TripLogger.Tests.Cognito.Support;

namespace TripLogger.Tests.Cognito;

public sealed class AccountTests(SharedEmulator shared)
{
    [Fact]
    public async Task Wrong_passwords_lock_out_for_longer_each_time()
    {
        // Arrange
        var clock = new ManualClock();
        await using var emulator = await Emulator.StartAsync(clock);
        var pool = await TestPool.CreateAsync(emulator);
        var email = await pool.NewUserAsync();
        var wrong = pool.PasswordAuth(email, "Wrong-horse-7");

        // Act: five are free, then 1 s, 2 s, 4 s …
        for (var attempt = 0; attempt < 5; attempt++)
        {
            Assert.Equal("Incorrect username or password.", await emulator.FailAsync("NotAuthorizedException", "InitiateAuth", wrong));
        }

        // Assert
        foreach (var lockout in new[] { 1, 2, 4, 8 })
        {
            Assert.Equal("Password attempts exceeded", await emulator.FailAsync("NotAuthorizedException", "InitiateAuth", pool.PasswordAuth(email)));
            clock.Advance(TimeSpan.FromSeconds(lockout));
            Assert.Equal("Incorrect username or password.", await emulator.FailAsync("NotAuthorizedException", "InitiateAuth", wrong));
        }

        clock.Advance(TimeSpan.FromSeconds(16));
        await pool.SignInAsync(email);
        Assert.Equal("Incorrect username or password.", await emulator.FailAsync("NotAuthorizedException", "InitiateAuth", wrong));
        await pool.SignInAsync(email);
    }

    [Fact]
    public async Task Codes_end_after_a_day_and_an_hour()
    {
        var clock = new ManualClock();
        await using var emulator = await Emulator.StartAsync(clock);
        var pool = await TestPool.CreateAsync(emulator);
        var email = TestPool.NewEmail();
        await pool.SignUpAsync(email);

        clock.Advance(TimeSpan.FromHours(24));
        await emulator.FailAsync("ExpiredCodeException", "ConfirmSignUp", new { pool.ClientId, Username = email, ConfirmationCode = await emulator.NewestCodeAsync(email) });
        await emulator.CallAsync("ResendConfirmationCode", new { pool.ClientId, Username = email });
        await pool.ConfirmAsync(email);
        await emulator.CallAsync("ForgotPassword", new { pool.ClientId, Username = email });
        clock.Advance(TimeSpan.FromHours(1));

        await emulator.FailAsync(
            "ExpiredCodeException", "ConfirmForgotPassword",
            new { pool.ClientId, Username = email, TestPool.Password, ConfirmationCode = await emulator.NewestCodeAsync(email) });
    }

    [Fact]
    public async Task Asking_for_codes_ends_at_a_limit()
    {
        var pool = await NewPoolAsync();
        var email = await pool.NewUserAsync();
        for (var request = 0; request < 20; request++)
        {
            await pool.Emulator.CallAsync("ForgotPassword", new { pool.ClientId, Username = email });
        }

        await pool.Emulator.FailAsync("LimitExceededException", "ForgotPassword", new { pool.ClientId, Username = email });
    }

    [Fact]
    public async Task Who_can_not_reset_looks_like_who_can()
    {
        var pool = await NewPoolAsync();
        var unconfirmed = TestPool.NewEmail();
        await pool.SignUpAsync(unconfirmed);
        var disabled = await pool.NewUserAsync();
        await pool.Emulator.CallAsync("AdminDisableUser", new { UserPoolId = pool.Id, Username = disabled });

        foreach (var username in new[] { await pool.NewUserAsync(), unconfirmed, disabled, TestPool.NewEmail() })
        {
            var answer = await pool.Emulator.CallAsync("ForgotPassword", new { pool.ClientId, Username = username });
            Assert.Equal("""{"CodeDeliveryDetails":{"Destination":"t***@e***","DeliveryMedium":"EMAIL","AttributeName":"email"}}""", answer.ToJsonString());
        }

        await pool.Emulator.FailAsync(
            "ExpiredCodeException", "ConfirmForgotPassword", new { pool.ClientId, Username = TestPool.NewEmail(), TestPool.Password, ConfirmationCode = "123456" });
    }

    [Fact]
    public async Task A_new_email_is_pending_until_verified_and_then_signs_in()
    {
        // Arrange
        var pool = await NewPoolAsync();
        var (before, after) = (await pool.NewUserAsync(), TestPool.NewEmail());
        var tokens = await pool.SignInAsync(before);
        var taken = await pool.NewUserAsync();

        // Act
        await pool.Emulator.FailAsync("AliasExistsException", "UpdateUserAttributes", Update("email", taken.ToUpperInvariant()));
        await pool.Emulator.CallAsync("UpdateUserAttributes", Update("email", after));
        await pool.SignInAsync(before);
        await pool.Emulator.FailAsync("NotAuthorizedException", "InitiateAuth", pool.PasswordAuth(after));
        await pool.Emulator.CallAsync("GetUserAttributeVerificationCode", new { AccessToken = tokens.Access, AttributeName = "email" });
        await pool.Emulator.CallAsync(
            "VerifyUserAttribute", new { AccessToken = tokens.Access, AttributeName = "email", Code = await pool.Emulator.NewestCodeAsync(after) });

        // Assert
        await pool.SignInAsync(after);
        await pool.Emulator.FailAsync("NotAuthorizedException", "InitiateAuth", pool.PasswordAuth(before));
        await pool.SignUpAsync(before);

        object Update(string name, string value) => new { AccessToken = tokens.Access, UserAttributes = new[] { new { Name = name, Value = value } } };
    }

    [Fact]
    public async Task Attributes_keep_to_the_schema()
    {
        // Arrange
        var schema = new object[]
        {
            new { Name = "email", Required = true, Mutable = true },
            new { Name = "locale", Mutable = false },
            new { Name = "shoe_size", AttributeDataType = "Number", NumberAttributeConstraints = new { MinValue = "10", MaxValue = "60" } },
            new { Name = "motto", AttributeDataType = "String", StringAttributeConstraints = new { MinLength = "2", MaxLength = "5" } },
        };
        var pool = await TestPool.CreateAsync(await shared.GetAsync(), new { Schema = schema });
        var tokens = await pool.SignInAsync(await pool.NewUserAsync());

        // Act and assert
        foreach (var (name, value) in new[] { ("custom:shoe_size", "9"), ("custom:shoe_size", "big"), ("custom:motto", "too long"), ("birthdate", "1.1.99"), ("name", new string('n', 2049)), ("email", "no address") })
        {
            await pool.Emulator.FailAsync("InvalidParameterException", "UpdateUserAttributes", Update(name, value));
        }

        await pool.Emulator.CallAsync("UpdateUserAttributes", Update("custom:shoe_size", "42"));
        await pool.Emulator.CallAsync("UpdateUserAttributes", Update("locale", "pt"));
        await pool.Emulator.FailAsync("InvalidParameterException", "UpdateUserAttributes", Update("locale", "de"));
        await pool.Emulator.FailAsync("InvalidParameterException", "DeleteUserAttributes", new { AccessToken = tokens.Access, UserAttributeNames = new[] { "email" } });
        await pool.Emulator.CallAsync("DeleteUserAttributes", new { AccessToken = tokens.Access, UserAttributeNames = new[] { "custom:shoe_size" } });
        var attributes = (await pool.Emulator.CallAsync("GetUser", new { AccessToken = tokens.Access }))["UserAttributes"]!.AsArray();
        Assert.Equal(["sub", "email", "email_verified", "locale"], attributes.Select(attribute => attribute!["Name"]!.GetValue<string>()));

        object Update(string name, string value) => new { AccessToken = tokens.Access, UserAttributes = new[] { new { Name = name, Value = value } } };
    }

    [Fact]
    public async Task A_client_reads_and_writes_only_what_it_may()
    {
        var pool = await TestPool.CreateAsync(await shared.GetAsync(), client: new { ReadAttributes = new[] { "email" }, WriteAttributes = new[] { "email", "name" } });
        var tokens = await pool.SignInAsync(await pool.NewUserAsync());

        await pool.Emulator.CallAsync("UpdateUserAttributes", new { AccessToken = tokens.Access, UserAttributes = new[] { new { Name = "name", Value = "Tina" } } });
        await pool.Emulator.FailAsync(
            "NotAuthorizedException", "UpdateUserAttributes", new { AccessToken = tokens.Access, UserAttributes = new[] { new { Name = "nickname", Value = "T" } } });

        var attributes = (await pool.Emulator.CallAsync("GetUser", new { AccessToken = tokens.Access }))["UserAttributes"]!.AsArray();
        Assert.DoesNotContain(attributes, attribute => attribute!["Name"]!.GetValue<string>() == "name");
    }

    [Fact]
    public async Task A_password_is_changed_by_who_knows_the_old_one()
    {
        var pool = await NewPoolAsync();
        var email = await pool.NewUserAsync();
        var tokens = await pool.SignInAsync(email);

        await pool.Emulator.FailAsync("NotAuthorizedException", "ChangePassword", Change("Wrong-horse-7", "Better-horse-8"));
        await pool.Emulator.FailAsync("InvalidPasswordException", "ChangePassword", Change(TestPool.Password, "weak"));
        await pool.Emulator.CallAsync("ChangePassword", Change(TestPool.Password, "Better-horse-8"));

        await pool.SignInAsync(email, "Better-horse-8");
        await pool.Emulator.FailAsync("NotAuthorizedException", "InitiateAuth", pool.PasswordAuth(email));

        object Change(string previous, string proposed) => new { AccessToken = tokens.Access, PreviousPassword = previous, ProposedPassword = proposed };
    }

    [Fact]
    public async Task A_challenge_lasts_three_minutes_and_five_wrong_answers()
    {
        // Arrange
        var clock = new ManualClock();
        await using var emulator = await Emulator.StartAsync(clock);
        var pool = await TestPool.CreateAsync(emulator);
        var (email, app) = await UserWithAppAsync(pool, clock);

        // Act and assert
        clock.Advance(TimeSpan.FromSeconds(30));
        var late = await ChallengeAsync(pool, email);
        clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal("Invalid session for the user, session is expired.", await emulator.FailAsync("NotAuthorizedException", "RespondToAuthChallenge", Answer(late, Code())));

        var guessed = await ChallengeAsync(pool, email);
        var wrong = Code() == "000000" ? "000001" : "000000";
        for (var guess = 0; guess < 5; guess++)
        {
            await emulator.FailAsync("CodeMismatchException", "RespondToAuthChallenge", Answer(guessed, wrong));
        }

        await emulator.FailAsync("NotAuthorizedException", "RespondToAuthChallenge", Answer(guessed, Code()));

        var session = await ChallengeAsync(pool, email);
        var tokens = Tokens.Of(await emulator.CallAsync("RespondToAuthChallenge", Answer(session, Code())));
        await emulator.CallAsync("GetTokensFromRefreshToken", new { pool.ClientId, RefreshToken = tokens.Refresh });
        await emulator.FailAsync("NotAuthorizedException", "RespondToAuthChallenge", Answer(session, Code()));
        await emulator.FailAsync("ExpiredCodeException", "RespondToAuthChallenge", Answer(await ChallengeAsync(pool, email), Code()));

        string Code() => app.ComputeTotp(clock.GetUtcNow().UtcDateTime);
        object Answer(string challenge, string code) => new
        {
            pool.ClientId,
            ChallengeName = "SOFTWARE_TOKEN_MFA",
            Session = challenge,
            ChallengeResponses = new { USERNAME = email, SOFTWARE_TOKEN_MFA_CODE = code },
        };
    }

    [Fact]
    public async Task Where_a_second_factor_is_a_must_it_is_set_up_within_the_sign_in()
    {
        // Arrange
        var pool = await TestPool.CreateAsync(await shared.GetAsync(), new { MfaConfiguration = "ON" });
        var email = await pool.NewUserAsync();

        // Act
        var challenge = await pool.Emulator.CallAsync("InitiateAuth", pool.PasswordAuth(email));
        Assert.Equal("MFA_SETUP", challenge["ChallengeName"]!.GetValue<string>());
        await pool.Emulator.FailAsync("InvalidParameterException", "RespondToAuthChallenge", Finish(challenge["Session"]!));
        var associated = await pool.Emulator.CallAsync("AssociateSoftwareToken", new { Session = challenge["Session"]!.GetValue<string>() });
        var app = new OtpNet.Totp(Base32Encoding.ToBytes(associated["SecretCode"]!.GetValue<string>()));
        var verified = await pool.Emulator.CallAsync("VerifySoftwareToken", new { Session = associated["Session"]!.GetValue<string>(), UserCode = app.ComputeTotp() });
        var tokens = Tokens.Of(await pool.Emulator.CallAsync("RespondToAuthChallenge", Finish(verified["Session"]!)));

        // Assert
        var user = await pool.Emulator.CallAsync("GetUser", new { AccessToken = tokens.Access });
        Assert.Equal("SOFTWARE_TOKEN_MFA", user["PreferredMfaSetting"]!.GetValue<string>());

        object Finish(JsonNode session) =>
            new { pool.ClientId, ChallengeName = "MFA_SETUP", Session = session.GetValue<string>(), ChallengeResponses = new { USERNAME = email } };
    }

    [Fact]
    public async Task A_temporary_password_ends_after_its_days()
    {
        var clock = new ManualClock();
        await using var emulator = await Emulator.StartAsync(clock);
        var pool = await TestPool.CreateAsync(emulator);
        var email = TestPool.NewEmail();
        await emulator.CallAsync("AdminCreateUser", new { UserPoolId = pool.Id, Username = email });
        var password = await emulator.NewestCodeAsync(email);

        clock.Advance(TimeSpan.FromDays(6));
        Assert.Equal("NEW_PASSWORD_REQUIRED", (await emulator.CallAsync("InitiateAuth", pool.PasswordAuth(email, password)))["ChallengeName"]!.GetValue<string>());
        clock.Advance(TimeSpan.FromDays(1));

        await emulator.FailAsync("NotAuthorizedException", "InitiateAuth", pool.PasswordAuth(email, password));
    }

    [Fact]
    public async Task A_code_of_the_authenticator_app_in_use_is_checked_once_before_something_that_matters()
    {
        // Arrange
        var clock = new ManualClock();
        await using var emulator = await Emulator.StartAsync(clock);
        var pool = await TestPool.CreateAsync(emulator);
        var (email, app) = await UserWithAppAsync(pool, clock);
        clock.Advance(TimeSpan.FromMinutes(2));
        var token = Tokens.Of(await SignInAsync()).Access;

        // Act and assert: the code of the sign-in is used up, and so is the next one once it was right.
        await emulator.FailAsync("EnableSoftwareTokenMFAException", "VerifySoftwareToken", new { AccessToken = token, UserCode = Code() });
        clock.Advance(TimeSpan.FromMinutes(2));
        await emulator.CallAsync("VerifySoftwareToken", new { AccessToken = token, UserCode = Code() });
        await emulator.FailAsync("EnableSoftwareTokenMFAException", "VerifySoftwareToken", new { AccessToken = token, UserCode = Code() });

        // The app is still the one that signs in.
        clock.Advance(TimeSpan.FromMinutes(2));
        await SignInAsync();

        string Code() => app.ComputeTotp(clock.GetUtcNow().UtcDateTime);
        async Task<JsonObject> SignInAsync() => await emulator.CallAsync("RespondToAuthChallenge", new
        {
            pool.ClientId,
            ChallengeName = "SOFTWARE_TOKEN_MFA",
            Session = await ChallengeAsync(pool, email),
            ChallengeResponses = new { USERNAME = email, SOFTWARE_TOKEN_MFA_CODE = Code() },
        });
    }

    private static async Task<string> ChallengeAsync(TestPool pool, string email)
    {
        var challenge = await pool.Emulator.CallAsync("InitiateAuth", pool.PasswordAuth(email));
        Assert.Equal("SOFTWARE_TOKEN_MFA", challenge["ChallengeName"]!.GetValue<string>());
        return challenge["Session"]!.GetValue<string>();
    }

    private static async Task<(string Email, OtpNet.Totp App)> UserWithAppAsync(TestPool pool, ManualClock clock)
    {
        var email = await pool.NewUserAsync();
        var tokens = await pool.SignInAsync(email);
        var associated = await pool.Emulator.CallAsync("AssociateSoftwareToken", new { AccessToken = tokens.Access });
        var app = new OtpNet.Totp(Base32Encoding.ToBytes(associated["SecretCode"]!.GetValue<string>()));
        await pool.Emulator.CallAsync("VerifySoftwareToken", new { AccessToken = tokens.Access, UserCode = app.ComputeTotp(clock.GetUtcNow().UtcDateTime) });
        await pool.Emulator.CallAsync(
            "SetUserMFAPreference", new { AccessToken = tokens.Access, SoftwareTokenMfaSettings = new { Enabled = true, PreferredMfa = true } });
        return (email, app);
    }

    private async Task<TestPool> NewPoolAsync() => await TestPool.CreateAsync(await shared.GetAsync());
}
