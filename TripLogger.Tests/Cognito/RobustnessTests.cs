using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using TripLogger.Tests.Cognito.Support;

namespace TripLogger.Tests.Cognito;

public sealed class RobustnessTests(SharedEmulator shared)
{
    private const int Requests = 4_000;

    // Without those that would end the one user whose right values lead the others deeper.
    private static readonly string[] Targets =
    [
        .. new[]
        {
            "SignUp", "ConfirmSignUp", "ResendConfirmationCode", "InitiateAuth", "RespondToAuthChallenge", "GetTokensFromRefreshToken", "RevokeToken",
            "ForgotPassword", "ConfirmForgotPassword", "GetUser", "UpdateUserAttributes", "DeleteUserAttributes", "GetUserAttributeVerificationCode",
            "VerifyUserAttribute", "ChangePassword", "AssociateSoftwareToken", "VerifySoftwareToken", "SetUserMFAPreference",
            "CreateUserPool", "UpdateUserPool", "DescribeUserPool", "ListUserPools", "SetUserPoolMfaConfig", "AddCustomAttributes", "CreateUserPoolClient",
            "UpdateUserPoolClient", "DescribeUserPoolClient", "ListUserPoolClients", "AdminCreateUser", "AdminGetUser", "AdminConfirmSignUp",
            "AdminSetUserPassword", "AdminResetUserPassword", "AdminUpdateUserAttributes", "AdminDeleteUserAttributes", "AdminInitiateAuth",
            "AdminRespondToAuthChallenge", "ListUsers", "CreateGroup", "UpdateGroup", "ListGroups", "ListUsersInGroup", "AdminAddUserToGroup", "Nonsense",
        }.Select(name => $"AWSCognitoIdentityProviderService.{name}"),
        .. new[] { "GetId", "GetCredentialsForIdentity", "GetOpenIdToken", "CreateIdentityPool", "UpdateIdentityPool", "SetIdentityPoolRoles", "ListIdentityPools" }
            .Select(name => $"AWSCognitoIdentityService.{name}"),
    ];

    private static readonly string[] Members =
    [
        "ClientId", "Username", "Password", "UserAttributes", "ValidationData", "ClientMetadata", "ConfirmationCode", "AuthFlow", "AuthParameters", "Session",
        "ChallengeName", "ChallengeResponses", "RefreshToken", "Token", "AccessToken", "AttributeName", "Code", "PreviousPassword", "ProposedPassword",
        "UserAttributeNames", "UserCode", "SoftwareTokenMfaSettings", "PoolName", "Policies", "LambdaConfig", "Schema", "UsernameAttributes", "AliasAttributes",
        "UsernameConfiguration", "UserPoolId", "ClientName", "GenerateSecret", "ExplicitAuthFlows", "TokenValidityUnits", "AccessTokenValidity",
        "RefreshTokenRotation", "MaxResults", "NextToken", "Limit", "PaginationToken", "Filter", "GroupName", "Precedence", "MessageAction", "TemporaryPassword",
        "CustomAttributes", "MfaConfiguration", "IdentityPoolId", "IdentityId", "Logins", "IdentityPoolName", "AllowUnauthenticatedIdentities",
        "CognitoIdentityProviders", "Roles", "RoleMappings", "Permanent", "SecretHash", "ReadAttributes", "Id", "Arn",
    ];

    [Fact]
    public async Task No_malformed_request_ends_in_an_internal_error()
    {
        // Arrange: values that are wrong in type, size and form, mixed with right ones that lead deeper.
        var emulator = await shared.GetAsync();
        var pool = await TestPool.CreateAsync(emulator);
        var email = await pool.NewUserAsync();
        var tokens = await pool.SignInAsync(email);
        var identityPool = await emulator.CallAsync("CreateIdentityPool", new { IdentityPoolName = $"pool-{Guid.NewGuid():N}", AllowUnauthenticatedIdentities = true });
        var identityPoolId = identityPool["IdentityPoolId"]!.GetValue<string>();
        var right = JsonSerializer.SerializeToNode(new
        {
            pool.ClientId,
            UserPoolId = pool.Id,
            Username = email,
            AccessToken = tokens.Access,
            RefreshToken = tokens.Refresh,
            Token = "unknown",
            TestPool.Password,
            PreviousPassword = TestPool.Password,
            ProposedPassword = TestPool.Password,
            TemporaryPassword = TestPool.Password,
            UserAttributes = new[] { new { Name = "email", Value = email } },
            UserAttributeNames = new[] { "name" },
            AttributeName = "email",
            ConfirmationCode = "123456",
            Code = "123456",
            UserCode = "123456",
            AuthFlow = "USER_SRP_AUTH",
            AuthParameters = new { USERNAME = email, SRP_A = new SrpClient().PublicValue, REFRESH_TOKEN = tokens.Refresh },
            ChallengeName = "PASSWORD_VERIFIER",
            ChallengeResponses = new
            {
                USERNAME = email,
                PASSWORD_CLAIM_SECRET_BLOCK = Convert.ToBase64String(new byte[64]),
                PASSWORD_CLAIM_SIGNATURE = "AAAA",
                TIMESTAMP = "Mon Nov 2 12:00:00 UTC 2026",
            },
            PoolName = "fuzz",
            ClientName = "fuzz",
            GroupName = "fuzz",
            MaxResults = 10,
            IdentityPoolId = identityPoolId,
            IdentityId = identityPoolId,
            IdentityPoolName = "fuzz",
            AllowUnauthenticatedIdentities = true,
            Logins = new Dictionary<string, string> { [$"cognito-idp.us-east-1.amazonaws.com/{pool.Id}"] = tokens.Id },
            Roles = new { authenticated = "arn:aws:iam::000000000000:role/traveller" },
        })!.AsObject().Select(member => (member.Key, member.Value!.ToJsonString())).ToArray();
        var text = Gen.OneOf<string>(Gen.String, Gen.OneOf(
            "", " ", "\0", "a\0b", "\uFFFF", "😀", "..", "'; DROP TABLE users; --", "=", "a.b.c", "eyJhbGciOiJub25lIn0.e30.", "us-east-1_x", "us-east-1:x",
            "USER_PASSWORD_AUTH", "REFRESH_TOKEN_AUTH", "PASSWORD_VERIFIER", "ON", "email = \"x\"", "name ^= \"\\\"", email, tokens.Id, new string('x', 3000)));
        var scalar = Gen.OneOf<JsonNode?>(
            text.Select(value => (JsonNode?)JsonValue.Create(value)),
            Gen.Long.Select(value => (JsonNode?)JsonValue.Create(value)),
            Gen.Double[-1e9, 1e9].Select(value => (JsonNode?)JsonValue.Create(value)),
            Gen.Bool.Select(value => (JsonNode?)JsonValue.Create(value)),
            Gen.Const((JsonNode?)null));
        var name = Gen.OneOf<string>(
            Gen.OneOf(
                "Name", "Value", "USERNAME", "PASSWORD", "SRP_A", "REFRESH_TOKEN", "PASSWORD_CLAIM_SECRET_BLOCK", "PASSWORD_CLAIM_SIGNATURE", "TIMESTAMP",
                "Enabled", "AttributeDataType", "Required", "StringAttributeConstraints", "MaxLength", "PasswordPolicy", "MinimumLength", "Feature"),
            Gen.OneOf(Members),
            text);
        var members = Gen.Select(name, scalar).Array[0, 4];
        var nested = Gen.OneOf<JsonNode?>(
            scalar,
            scalar.Array[0, 4].Select(items => (JsonNode?)new JsonArray(items)),
            members.Select(pairs => (JsonNode?)ObjectOf(pairs)),
            Gen.Select(name, members).Array[0, 3].Select(pairs => (JsonNode?)ObjectOf([.. pairs.Select(pair => (pair.Item1, (JsonNode?)ObjectOf(pair.Item2)))])),
            members.Array[0, 3].Select(items => (JsonNode?)new JsonArray([.. items.Select(ObjectOf)])));
        // Most requests have most members right and a few wrong, and wrong in value more often than in type.
        var wrong = Gen.Select(Gen.OneOf(Members), Gen.Frequency<JsonNode?>((3, text.Select(value => (JsonNode?)JsonValue.Create(value))), (1, nested)));
        var shaped = Gen.Select(Gen.Int[0, 7].Array[right.Length], wrong.Array[0, 3], (dice, wrongs) => (JsonNode?)ObjectOf(
            [.. right.Where((_, index) => dice[index] > 0).Select(member => (member.Item1, JsonNode.Parse(member.Item2))), .. wrongs]));
        var body = Gen.Frequency<JsonNode?>((9, shaped), (1, nested)).Select(node => Bytes.Of(node?.ToJsonString() ?? "null"));
        var broken = Gen.Select(body, Gen.Int[0, 40], (bytes, cut) => bytes[..Math.Max(0, bytes.Length - cut)]);
        var request = Gen.Select(Gen.OneOf(Targets), Gen.Frequency<byte[]>((8, body), (1, broken), (1, Gen.Byte.Array[0, 60])));

        var outcomes = new ConcurrentDictionary<string, int>();

        // Act and assert: CsCheck tells the seed of the first request that fails.
        await request.SampleAsync(
            async (target, bytes) =>
            {
                var answer = await emulator.SendAsync(target, bytes);
                Assert.True(answer.Status is 200 or 400, $"{target} answered {answer.Status} to {System.Text.Encoding.UTF8.GetString(bytes)}");
                Assert.True(answer.Status == 200 || answer.ErrorType is { Length: > 0 }, $"{target} gave no error type.");
                outcomes.AddOrUpdate(answer.ErrorType ?? "success", 1, (_, count) => count + 1);
            },
            iter: Requests,
            threads: 2);

        // Requests that all fail at the door would prove little.
        var summary = string.Join(", ", outcomes.OrderByDescending(outcome => outcome.Value).Select(outcome => $"{outcome.Key} {outcome.Value}"));
        TestContext.Current.TestOutputHelper?.WriteLine(summary);
        foreach (var outcome in new[] { "success", "SerializationException", "InvalidParameterException", "NotAuthorizedException", "ResourceNotFoundException" })
        {
            Assert.True(outcomes.GetValueOrDefault(outcome) > 20, $"Too few requests ended in {outcome}: {summary}");
        }
    }

    [Fact]
    public async Task Killed_at_any_moment_it_keeps_what_it_acknowledged_and_starts_again()
    {
        // Arrange
        using var folder = new TemporaryFolder();
        var acknowledged = new ConcurrentBag<string>();
        var clientId = "";
        for (var round = 0; round < 3; round++)
        {
            await using var emulator = await EmulatorProcess.StartAsync(folder.Path);
            clientId = await PrepareAsync(emulator);
            var before = acknowledged.Count;

            // Act: a hundred callers at once, and the plug is pulled in the middle of it.
            var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var callers = Enumerable.Range(0, 100).Select(_ => SignUpUntilItDiesAsync(emulator, clientId, email =>
            {
                acknowledged.Add(email);
                if (acknowledged.Count >= before + 40 + (round * 37))
                {
                    enough.TrySetResult();
                }
            })).ToList();
            await Task.WhenAny(enough.Task, Task.WhenAll(callers)).WaitAsync(TestContext.Current.CancellationToken);

            await emulator.KillAsync();
            await Task.WhenAll(callers);
        }

        // Assert: everyone who was told so can sign in.
        await using var again = await EmulatorProcess.StartAsync(folder.Path);
        Assert.True(acknowledged.Count > 150, $"Only {acknowledged.Count} were acknowledged.");
        foreach (var email in acknowledged)
        {
            var (status, answer) = await PostAsync(again, "InitiateAuth", PasswordAuth(clientId, email));
            Assert.True(status == 200, $"{email} was acknowledged and is lost: {answer}");
        }
    }

    private static async Task<string> PrepareAsync(EmulatorProcess emulator)
    {
        var (_, pools) = await PostAsync(emulator, "ListUserPools", new { MaxResults = 1 });
        var poolId = pools["UserPools"]!.AsArray().FirstOrDefault()?["Id"]!.GetValue<string>();
        if (poolId is null)
        {
            var (_, pool) = await PostAsync(emulator, "CreateUserPool", TestPool.PoolRequest("kill"));
            poolId = pool["UserPool"]!["Id"]!.GetValue<string>();
            await PostAsync(emulator, "CreateUserPoolClient", TestPool.ClientRequest(poolId, "web"));
        }

        var (_, clients) = await PostAsync(emulator, "ListUserPoolClients", new { UserPoolId = poolId, MaxResults = 1 });
        return clients["UserPoolClients"]![0]!["ClientId"]!.GetValue<string>();
    }

    private static async Task SignUpUntilItDiesAsync(EmulatorProcess emulator, string clientId, Action<string> onAcknowledged)
    {
        try
        {
            while (true)
            {
                var email = TestPool.NewEmail();
                var attributes = new[] { new { Name = "email", Value = email } };
                var (signedUp, _) = await PostAsync(emulator, "SignUp", new { ClientId = clientId, Username = email, TestPool.Password, UserAttributes = attributes });
                var inbox = JsonNode.Parse(await emulator.Http.GetStringAsync(new Uri($"/inbox.json?to={email}", UriKind.Relative), TestContext.Current.CancellationToken))!;
                var (confirmed, _) = await PostAsync(
                    emulator, "ConfirmSignUp", new { ClientId = clientId, Username = email, ConfirmationCode = inbox["items"]![0]!["code"]!.GetValue<string>() });
                Assert.Equal((200, 200), (signedUp, confirmed));
                onAcknowledged(email);
                await PostAsync(emulator, "InitiateAuth", PasswordAuth(clientId, email));
            }
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            // The process is gone: what this test is about.
        }
    }

    private static object PasswordAuth(string clientId, string email) =>
        new { ClientId = clientId, AuthFlow = "USER_PASSWORD_AUTH", AuthParameters = new { USERNAME = email, PASSWORD = TestPool.Password } };

    private static async Task<(int Status, JsonNode Body)> PostAsync(EmulatorProcess emulator, string operation, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = JsonContent.Create(body, options: JsonSerializerOptions.Default) };
        request.Headers.TryAddWithoutValidation("X-Amz-Target", $"AWSCognitoIdentityProviderService.{operation}");
        request.Headers.TryAddWithoutValidation("Authorization", Emulator.Signature);
        using var response = await emulator.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, (await response.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!);
    }

    private static JsonObject ObjectOf((string Name, JsonNode? Value)[] members)
    {
        var result = new JsonObject();
        foreach (var (name, value) in members)
        {
            result[name] = value?.DeepClone();
        }

        return result;
    }
}
