using System.Globalization;
using TripLogger.Tests.Cognito.Support;

namespace TripLogger.Tests.Cognito;

public sealed class SignInTests(SharedEmulator shared)
{
    [Fact]
    public async Task The_password_is_proved_without_being_sent()
    {
        var pool = await NewPoolAsync();
        var email = await pool.NewUserAsync();

        var answer = await SrpClient.SignInAsync(pool, email, TestPool.Password);

        Assert.True(answer.Status == 200, answer.Body.ToJsonString());
        await pool.Emulator.CallAsync("GetUser", new { AccessToken = Tokens.Of(answer.Body).Access });
    }

    [Fact]
    public async Task Srp_numbers_of_every_length_agree()
    {
        // Hashes of numbers with a leading zero or a high bit differ in form: many sign-ins meet them all.
        var pool = await NewPoolAsync();
        for (var user = 0; user < 4; user++)
        {
            var email = await pool.NewUserAsync();
            for (var signIn = 0; signIn < 10; signIn++)
            {
                var answer = await SrpClient.SignInAsync(pool, email, TestPool.Password);
                Assert.True(answer.Status == 200, answer.Body.ToJsonString());
            }
        }
    }

    [Fact]
    public async Task An_unknown_user_and_a_wrong_password_get_the_same_answer()
    {
        var pool = await NewPoolAsync();
        var known = await pool.NewUserAsync();

        foreach (var username in new[] { known, TestPool.NewEmail() })
        {
            var bySrp = await SrpClient.SignInAsync(pool, username, "Wrong-horse-7");
            var byPassword = await pool.Emulator.SendAsync("InitiateAuth", pool.PasswordAuth(username, "Wrong-horse-7"));
            Assert.All([bySrp, byPassword], answer =>
            {
                Assert.Equal("NotAuthorizedException", answer.ErrorType);
                Assert.Equal("Incorrect username or password.", answer.Body["message"]!.GetValue<string>());
            });
        }
    }

    [Fact]
    public async Task An_unknown_user_has_the_same_made_up_salt_each_time()
    {
        var pool = await NewPoolAsync();
        var request = new { pool.ClientId, AuthFlow = "USER_SRP_AUTH", AuthParameters = new { USERNAME = TestPool.NewEmail(), SRP_A = new SrpClient().PublicValue } };

        var first = (await pool.Emulator.CallAsync("InitiateAuth", request))["ChallengeParameters"]!;
        var second = (await pool.Emulator.CallAsync("InitiateAuth", request))["ChallengeParameters"]!;

        Assert.Equal(first["SALT"]!.GetValue<string>(), second["SALT"]!.GetValue<string>());
        Assert.Equal(first["USER_ID_FOR_SRP"]!.GetValue<string>(), second["USER_ID_FOR_SRP"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_client_that_tells_about_users_tells()
    {
        var pool = await TestPool.CreateAsync(await shared.GetAsync(), client: new { PreventUserExistenceErrors = "LEGACY" });

        await pool.Emulator.FailAsync("UserNotFoundException", "InitiateAuth", pool.PasswordAuth(TestPool.NewEmail()));
    }

    [Fact]
    public async Task A_public_value_that_makes_the_secret_known_is_refused()
    {
        var pool = await NewPoolAsync();
        var email = await pool.NewUserAsync();

        foreach (var value in new[] { "0", "00", SrpClient.GroupHex, "no hex", new string('f', 5000) })
        {
            await pool.Emulator.FailAsync(
                "InvalidParameterException", "InitiateAuth",
                new { pool.ClientId, AuthFlow = "USER_SRP_AUTH", AuthParameters = new { USERNAME = email, SRP_A = value } });
        }
    }

    [Fact]
    public async Task A_proof_works_once()
    {
        // Arrange
        var pool = await NewPoolAsync();
        var email = await pool.NewUserAsync();
        var srp = new SrpClient();
        var challenge = await pool.Emulator.CallAsync(
            "InitiateAuth", new { pool.ClientId, AuthFlow = "USER_SRP_AUTH", AuthParameters = new { USERNAME = email, SRP_A = srp.PublicValue } });
        var proof = srp.Respond(pool, challenge["ChallengeParameters"]!.AsObject(), TestPool.Password);

        // Act
        await pool.Emulator.CallAsync("RespondToAuthChallenge", proof);

        // Assert
        await pool.Emulator.FailAsync("NotAuthorizedException", "RespondToAuthChallenge", proof);
    }

    [Fact]
    public async Task An_invented_challenge_gets_no_tokens()
    {
        var pool = await NewPoolAsync();
        var email = await pool.NewUserAsync();
        var session = Convert.ToBase64String(new byte[64]);

        await pool.Emulator.FailAsync("NotAuthorizedException", "RespondToAuthChallenge", new
        {
            pool.ClientId,
            ChallengeName = "PASSWORD_VERIFIER",
            ChallengeResponses = new
            {
                USERNAME = email,
                PASSWORD_CLAIM_SECRET_BLOCK = session,
                PASSWORD_CLAIM_SIGNATURE = session,
                TIMESTAMP = DateTime.UtcNow.ToString("ddd MMM d HH:mm:ss 'UTC' yyyy", CultureInfo.InvariantCulture),
            },
        });
        foreach (var challenge in new[] { "SOFTWARE_TOKEN_MFA", "NEW_PASSWORD_REQUIRED", "MFA_SETUP" })
        {
            await pool.Emulator.FailAsync("NotAuthorizedException", "RespondToAuthChallenge", new
            {
                pool.ClientId,
                ChallengeName = challenge,
                Session = session,
                ChallengeResponses = new { USERNAME = email, SOFTWARE_TOKEN_MFA_CODE = "123456", NEW_PASSWORD = TestPool.Password },
            });
        }
    }

    [Theory]
    [InlineData("USER_PASSWORD_AUTH")]
    [InlineData("USER_SRP_AUTH")]
    [InlineData("REFRESH_TOKEN_AUTH")]
    [InlineData("ADMIN_USER_PASSWORD_AUTH")]
    public async Task A_flow_that_the_client_does_not_allow_is_refused(string flow)
    {
        var pool = await TestPool.CreateAsync(await shared.GetAsync(), client: new { ExplicitAuthFlows = new[] { "ALLOW_CUSTOM_AUTH" } });

        await pool.Emulator.FailAsync("InvalidParameterException", "InitiateAuth", new
        {
            pool.ClientId,
            AuthFlow = flow,
            AuthParameters = new { USERNAME = TestPool.NewEmail(), PASSWORD = TestPool.Password, SRP_A = "2", REFRESH_TOKEN = "x" },
        });
    }

    [Fact]
    public async Task A_client_with_a_secret_must_prove_it()
    {
        // Arrange
        var pool = await TestPool.CreateAsync(await shared.GetAsync(), client: new { GenerateSecret = true });
        var email = TestPool.NewEmail();
        var attributes = new[] { new { Name = "email", Value = email } };

        // Act and assert
        await pool.Emulator.FailAsync("NotAuthorizedException", "SignUp", new { pool.ClientId, Username = email, TestPool.Password, UserAttributes = attributes });
        await pool.Emulator.FailAsync("NotAuthorizedException", "SignUp", new { pool.ClientId, Username = email, TestPool.Password, UserAttributes = attributes, SecretHash = "d3Jvbmc=" });
        await pool.Emulator.CallAsync("SignUp", new { pool.ClientId, Username = email, TestPool.Password, UserAttributes = attributes, SecretHash = SecretHash(pool, email) });
        await pool.Emulator.CallAsync("ConfirmSignUp", new
        {
            pool.ClientId,
            Username = email,
            ConfirmationCode = await pool.Emulator.NewestCodeAsync(email),
            SecretHash = SecretHash(pool, email),
        });
        var tokens = Tokens.Of(await pool.Emulator.CallAsync("InitiateAuth", new
        {
            pool.ClientId,
            AuthFlow = "USER_PASSWORD_AUTH",
            AuthParameters = new { USERNAME = email, PASSWORD = TestPool.Password, SECRET_HASH = SecretHash(pool, email) },
        }));
        await pool.Emulator.FailAsync("NotAuthorizedException", "GetTokensFromRefreshToken", new { pool.ClientId, RefreshToken = tokens.Refresh });
        await pool.Emulator.CallAsync("GetTokensFromRefreshToken", new { pool.ClientId, RefreshToken = tokens.Refresh, pool.ClientSecret });
    }

    [Fact]
    public async Task A_pool_without_addresses_signs_in_with_chosen_names()
    {
        var pool = await TestPool.CreateAsync(await shared.GetAsync(), new { UsernameAttributes = (object?)null, UserAttributeUpdateSettings = (object?)null });
        var email = TestPool.NewEmail();
        var name = $"tina-{Guid.NewGuid():N}";

        await pool.Emulator.CallAsync("SignUp", new { pool.ClientId, Username = name, TestPool.Password, UserAttributes = new[] { new { Name = "email", Value = email } } });
        await pool.Emulator.CallAsync("ConfirmSignUp", new { pool.ClientId, Username = name, ConfirmationCode = await pool.Emulator.NewestCodeAsync(email) });

        var user = await pool.Emulator.CallAsync("GetUser", new { AccessToken = (await pool.SignInAsync(name)).Access });
        Assert.Equal(name, user["Username"]!.GetValue<string>());
        await pool.Emulator.FailAsync("NotAuthorizedException", "InitiateAuth", pool.PasswordAuth(email));
    }

    private static string SecretHash(TestPool pool, string username) => Convert.ToBase64String(
        System.Security.Cryptography.HMACSHA256.HashData(Bytes.Of(pool.ClientSecret!), Bytes.Of(username + pool.ClientId)));

    private async Task<TestPool> NewPoolAsync() => await TestPool.CreateAsync(await shared.GetAsync());
}
