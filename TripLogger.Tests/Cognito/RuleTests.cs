using System.Security.Cryptography;
using System.Text.Json.Nodes;
using OtpNet;
using TripLogger.Tests.Cognito.Support;

namespace TripLogger.Tests.Cognito;

/// <summary>One rule at every door: what an operation must refuse, each operation refuses.</summary>
public sealed class RuleTests(SharedEmulator shared)
{
    private const string NewPassword = "Better-horse-8!";

    /// <summary>Each prepares a user and gives the request that sets a password of theirs.</summary>
    private static readonly Dictionary<string, Func<TestPool, Task<Func<string, (string Operation, object Request)>>>> PasswordDoors = new()
    {
        ["SignUp"] = Door("SignUp", (pool, password) => new { pool.ClientId, Username = TestPool.NewEmail(), Password = password }),
        ["ConfirmForgotPassword"] = async pool =>
        {
            var email = await pool.NewUserAsync();
            await pool.Emulator.CallAsync("ForgotPassword", new { pool.ClientId, Username = email });
            var code = await pool.Emulator.NewestCodeAsync(email);
            return password => ("ConfirmForgotPassword", new { pool.ClientId, Username = email, Password = password, ConfirmationCode = code });
        },
        ["ChangePassword"] = async pool =>
        {
            var tokens = await pool.SignInAsync(await pool.NewUserAsync());
            return password => ("ChangePassword", new { AccessToken = tokens.Access, PreviousPassword = TestPool.Password, ProposedPassword = password });
        },
        ["AdminSetUserPassword"] = async pool =>
        {
            var email = await pool.NewUserAsync();
            return password => ("AdminSetUserPassword", new { UserPoolId = pool.Id, Username = email, Password = password, Permanent = true });
        },
        ["AdminSetUserPassword, temporary"] = async pool =>
        {
            var email = await pool.NewUserAsync();
            return password => ("AdminSetUserPassword", new { UserPoolId = pool.Id, Username = email, Password = password, Permanent = false });
        },
        ["AdminCreateUser"] = Door(
            "AdminCreateUser", (pool, password) => new { UserPoolId = pool.Id, Username = TestPool.NewEmail(), TemporaryPassword = password }),
        ["AdminCreateUser, again"] = async pool =>
        {
            var email = TestPool.NewEmail();
            await pool.Emulator.CallAsync("AdminCreateUser", new { UserPoolId = pool.Id, Username = email });
            return password => ("AdminCreateUser", new { UserPoolId = pool.Id, Username = email, TemporaryPassword = password, MessageAction = "RESEND" });
        },
        ["RespondToAuthChallenge"] = pool => NewPasswordChallengeAsync(pool, "RespondToAuthChallenge"),
        ["AdminRespondToAuthChallenge"] = pool => NewPasswordChallengeAsync(pool, "AdminRespondToAuthChallenge"),
    };

    /// <summary>Each uses up something that works once; 20 of the same request at once let one through.</summary>
    private static readonly Dictionary<string, Func<TestPool, Task<Func<(string Operation, object Request)>>>> SingleUses = new()
    {
        ["code of a sign-up"] = async pool =>
        {
            var email = TestPool.NewEmail();
            await pool.SignUpAsync(email);
            var code = await pool.Emulator.NewestCodeAsync(email);
            return () => ("ConfirmSignUp", new { pool.ClientId, Username = email, ConfirmationCode = code });
        },
        ["code of a reset"] = async pool =>
        {
            var use = await PasswordDoors["ConfirmForgotPassword"](pool);
            return () => use(NewPassword);
        },
        ["code of a reset by an administrator"] = async pool =>
        {
            var email = await pool.NewUserAsync();
            await pool.Emulator.CallAsync("AdminResetUserPassword", new { UserPoolId = pool.Id, Username = email });
            var code = await pool.Emulator.NewestCodeAsync(email);
            return () => ("ConfirmForgotPassword", new { pool.ClientId, Username = email, Password = NewPassword, ConfirmationCode = code });
        },
        ["code of a new address"] = async pool =>
        {
            var (tokens, after) = (await pool.SignInAsync(await pool.NewUserAsync()), TestPool.NewEmail());
            var attributes = new[] { new { Name = "email", Value = after } };
            await pool.Emulator.CallAsync("UpdateUserAttributes", new { AccessToken = tokens.Access, UserAttributes = attributes });
            var code = await pool.Emulator.NewestCodeAsync(after);
            return () => ("VerifyUserAttribute", new { AccessToken = tokens.Access, AttributeName = "email", Code = code });
        },
        ["setup of an authenticator app"] = async pool =>
        {
            var tokens = await pool.SignInAsync(await pool.NewUserAsync());
            var associated = await pool.Emulator.CallAsync("AssociateSoftwareToken", new { AccessToken = tokens.Access });
            var code = new OtpNet.Totp(Base32Encoding.ToBytes(associated["SecretCode"]!.GetValue<string>())).ComputeTotp();
            return () => ("VerifySoftwareToken", new { AccessToken = tokens.Access, UserCode = code });
        },
        ["session of a challenge"] = async pool =>
        {
            var use = await PasswordDoors["RespondToAuthChallenge"](pool);
            return () => use(NewPassword);
        },
        ["proof of a password"] = async pool =>
        {
            var (email, srp) = (await pool.NewUserAsync(), new SrpClient());
            var challenge = await pool.Emulator.CallAsync(
                "InitiateAuth", new { pool.ClientId, AuthFlow = "USER_SRP_AUTH", AuthParameters = new { USERNAME = email, SRP_A = srp.PublicValue } });
            var proof = srp.Respond(pool, challenge["ChallengeParameters"]!.AsObject(), TestPool.Password);
            return () => ("RespondToAuthChallenge", proof);
        },
        ["password that is replaced"] = async pool =>
        {
            var use = await PasswordDoors["ChangePassword"](pool);
            return () => use(NewPassword);
        },
        ["refresh token that rotates without grace"] = async pool =>
        {
            await pool.Emulator.CallAsync("UpdateUserPoolClient", TestPool.With(
                TestPool.ClientRequest(pool.Id, "web"),
                new { pool.ClientId, GenerateSecret = (object?)null, RefreshTokenRotation = new { Feature = "ENABLED", RetryGracePeriodSeconds = 0 } }));
            var tokens = await pool.SignInAsync(await pool.NewUserAsync());
            return () => ("GetTokensFromRefreshToken", new { pool.ClientId, RefreshToken = tokens.Refresh });
        },
    };

    /// <summary>Every operation that names a client, with the member that must prove who asks.</summary>
    private static readonly Dictionary<string, Func<TestPool, string?, (string Operation, JsonObject Request)>> ClientDoors = new()
    {
        ["SignUp"] = (pool, hash) => WithHash("SignUp", pool, hash, new { Username = User, TestPool.Password }),
        ["ConfirmSignUp"] = (pool, hash) => WithHash("ConfirmSignUp", pool, hash, new { Username = User, ConfirmationCode = "123456" }),
        ["ResendConfirmationCode"] = (pool, hash) => WithHash("ResendConfirmationCode", pool, hash, new { Username = User }),
        ["ForgotPassword"] = (pool, hash) => WithHash("ForgotPassword", pool, hash, new { Username = User }),
        ["ConfirmForgotPassword"] = (pool, hash) =>
            WithHash("ConfirmForgotPassword", pool, hash, new { Username = User, ConfirmationCode = "123456", TestPool.Password }),
        ["InitiateAuth, password"] = (pool, hash) => Auth("InitiateAuth", "USER_PASSWORD_AUTH", pool, hash),
        ["InitiateAuth, SRP"] = (pool, hash) => Auth("InitiateAuth", "USER_SRP_AUTH", pool, hash),
        ["AdminInitiateAuth"] = (pool, hash) => Auth("AdminInitiateAuth", "ADMIN_USER_PASSWORD_AUTH", pool, hash),
        ["RespondToAuthChallenge, SRP"] = (pool, hash) => Answer("RespondToAuthChallenge", "PASSWORD_VERIFIER", pool, hash),
        ["RespondToAuthChallenge, new password"] = (pool, hash) => Answer("RespondToAuthChallenge", "NEW_PASSWORD_REQUIRED", pool, hash),
        ["RespondToAuthChallenge, TOTP"] = (pool, hash) => Answer("RespondToAuthChallenge", "SOFTWARE_TOKEN_MFA", pool, hash),
        ["RespondToAuthChallenge, setup"] = (pool, hash) => Answer("RespondToAuthChallenge", "MFA_SETUP", pool, hash),
        ["AdminRespondToAuthChallenge"] = (pool, hash) => Answer("AdminRespondToAuthChallenge", "SOFTWARE_TOKEN_MFA", pool, hash),
        ["RevokeToken"] = (pool, hash) => ("RevokeToken", Request(pool, new { Token = "unknown", ClientSecret = SecretFor(pool, hash) })),
    };

    private const string User = "traveller@example.com";

    public static TheoryData<string> PasswordDoorNames => [.. PasswordDoors.Keys];

    public static TheoryData<string> SingleUseNames => [.. SingleUses.Keys];

    public static TheoryData<string> ClientDoorNames => [.. ClientDoors.Keys];

    [Theory]
    [MemberData(nameof(PasswordDoorNames))]
    public async Task A_password_outside_the_policy_is_refused(string door)
    {
        var pool = await TestPool.CreateAsync(await shared.GetAsync(), new
        {
            Policies = new { PasswordPolicy = new { MinimumLength = 10, RequireLowercase = true, RequireUppercase = true, RequireNumbers = true, RequireSymbols = true } },
        });
        var set = await PasswordDoors[door](pool);

        foreach (var password in new[] { "Short-7!x", "without-uppercase-7", "WITHOUT-LOWERCASE-7", "Without-a-number", "Without1symbol" })
        {
            var (operation, request) = set(password);
            await pool.Emulator.FailAsync("InvalidPasswordException", operation, request);
        }

        // A challenge bears five wrong answers.
        var (last, valid) = (await PasswordDoors[door](pool))(NewPassword);
        await pool.Emulator.CallAsync(last, valid);
    }

    [Theory]
    [MemberData(nameof(SingleUseNames))]
    public async Task What_works_once_works_once_for_many_at_once(string what)
    {
        var pool = await NewPoolAsync();
        var use = await SingleUses[what](pool);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ =>
        {
            var (operation, request) = use();
            return pool.Emulator.SendAsync(operation, request);
        }));

        Assert.True(answers.Count(answer => answer.Status == 200) == 1, string.Join('\n', answers.Select(answer => $"{answer.Status} {answer.Body.ToJsonString()}")));
        Assert.All(answers, answer => Assert.True(answer.Status is 200 or 400, answer.Body.ToJsonString()));
    }

    [Theory]
    [MemberData(nameof(ClientDoorNames))]
    public async Task A_client_with_a_secret_must_prove_it(string door)
    {
        var pool = await TestPool.CreateAsync(await shared.GetAsync(), client: new
        {
            GenerateSecret = true,
            ExplicitAuthFlows = new[] { "ALLOW_USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_ADMIN_USER_PASSWORD_AUTH" },
        });
        var elsewhere = await TestPool.CreateAsync(pool.Emulator, client: new { GenerateSecret = true });

        foreach (var hash in new string?[] { null, "", "d3Jvbmc=", HashOf(elsewhere, User), HashOf(pool, "somebody.else@example.com") })
        {
            Assert.Matches("(?i)secret", await RefusedAsync(hash) ?? "");
        }

        Assert.DoesNotMatch("(?i)secret", await RefusedAsync(HashOf(pool, User)) ?? "");

        // What else is wrong with the request is not told to who can't prove it.
        async Task<string?> RefusedAsync(string? hash)
        {
            var (operation, request) = ClientDoors[door](pool, hash);
            var answer = await pool.Emulator.SendAsync(operation, request);
            return answer.Status == 200 ? null : answer.Body["message"]!.GetValue<string>();
        }
    }

    [Fact]
    public async Task A_client_with_a_secret_must_prove_it_to_refresh()
    {
        var emulator = await shared.GetAsync();
        foreach (var rotates in new[] { true, false })
        {
            var pool = await TestPool.CreateAsync(emulator, client: rotates ? (object)new { GenerateSecret = true } : new
            {
                GenerateSecret = true,
                RefreshTokenRotation = (object?)null,
                ExplicitAuthFlows = new[] { "ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH" },
            });
            var email = TestPool.NewEmail();
            await emulator.CallAsync("AdminCreateUser", new { UserPoolId = pool.Id, Username = email });
            await emulator.CallAsync("AdminSetUserPassword", new { UserPoolId = pool.Id, Username = email, TestPool.Password, Permanent = true });
            var (signIn, request) = Auth("InitiateAuth", "USER_PASSWORD_AUTH", pool, HashOf(pool, email), email);
            var answer = await emulator.CallAsync(signIn, request);
            var refresh = Tokens.Of(answer).Refresh;
            var sub = (await emulator.CallAsync("AdminGetUser", new { UserPoolId = pool.Id, Username = email }))["Username"]!.GetValue<string>();

            foreach (var secret in new string?[] { null, "wrong" })
            {
                await emulator.FailAsync("NotAuthorizedException", "GetTokensFromRefreshToken", new { pool.ClientId, RefreshToken = refresh, ClientSecret = secret });
                if (!rotates)
                {
                    await emulator.FailAsync("NotAuthorizedException", "InitiateAuth", ByRefreshToken(secret));
                }
            }

            await (rotates
                ? emulator.CallAsync("GetTokensFromRefreshToken", new { pool.ClientId, RefreshToken = refresh, pool.ClientSecret })
                : emulator.CallAsync("InitiateAuth", ByRefreshToken(HashOf(pool, sub))));

            object ByRefreshToken(string? hash) =>
                new { pool.ClientId, AuthFlow = "REFRESH_TOKEN_AUTH", AuthParameters = new { REFRESH_TOKEN = refresh, SECRET_HASH = hash } };
        }
    }

    private static Func<TestPool, Task<Func<string, (string Operation, object Request)>>> Door(string operation, Func<TestPool, string, object> request) =>
        pool => Task.FromResult<Func<string, (string, object)>>(password => (operation, request(pool, password)));

    private static async Task<Func<string, (string Operation, object Request)>> NewPasswordChallengeAsync(TestPool pool, string operation)
    {
        var email = TestPool.NewEmail();
        await pool.Emulator.CallAsync("AdminCreateUser", new { UserPoolId = pool.Id, Username = email });
        var temporary = await pool.Emulator.NewestCodeAsync(email);
        var challenge = await pool.Emulator.CallAsync("InitiateAuth", pool.PasswordAuth(email, temporary));
        var isAdministrator = operation.StartsWith("Admin", StringComparison.Ordinal);
        var session = challenge["Session"]!.GetValue<string>();
        return password => (operation, new
        {
            UserPoolId = isAdministrator ? pool.Id : null,
            pool.ClientId,
            ChallengeName = "NEW_PASSWORD_REQUIRED",
            Session = session,
            ChallengeResponses = new { USERNAME = email, NEW_PASSWORD = password },
        });
    }

    private static (string, JsonObject) WithHash(string operation, TestPool pool, string? hash, object members) =>
        (operation, TestPool.With(Request(pool, members), new { SecretHash = hash }));

    private static (string, JsonObject) Auth(string operation, string flow, TestPool pool, string? hash, string user = User) => (operation, Request(pool, new
    {
        UserPoolId = pool.Id,
        AuthFlow = flow,
        AuthParameters = new { USERNAME = user, PASSWORD = TestPool.Password, SRP_A = new SrpClient().PublicValue, SECRET_HASH = hash },
    }));

    private static (string, JsonObject) Answer(string operation, string challenge, TestPool pool, string? hash) => (operation, Request(pool, new
    {
        UserPoolId = pool.Id,
        ChallengeName = challenge,
        Session = Convert.ToBase64String(new byte[64]),
        ChallengeResponses = new
        {
            USERNAME = User,
            NEW_PASSWORD = TestPool.Password,
            SOFTWARE_TOKEN_MFA_CODE = "123456",
            PASSWORD_CLAIM_SECRET_BLOCK = Convert.ToBase64String(new byte[64]),
            PASSWORD_CLAIM_SIGNATURE = "AAAA",
            TIMESTAMP = "Mon Nov 2 12:00:00 UTC 2026",
            SECRET_HASH = hash,
        },
    }));

    private static JsonObject Request(TestPool pool, object members) => TestPool.With(new JsonObject { ["ClientId"] = pool.ClientId }, members);

    /// <summary>RevokeToken takes the secret itself: the right one stands for the right hash.</summary>
    private static string? SecretFor(TestPool pool, string? hash) => hash == HashOf(pool, User) ? pool.ClientSecret : hash;

    private static string HashOf(TestPool pool, string username) =>
        Convert.ToBase64String(HMACSHA256.HashData(Bytes.Of(pool.ClientSecret!), Bytes.Of(username + pool.ClientId)));

    private async Task<TestPool> NewPoolAsync() => await TestPool.CreateAsync(await shared.GetAsync());
}
