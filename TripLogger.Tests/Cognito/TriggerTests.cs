using System.Collections.Concurrent;
using System.Diagnostics;
using System.IdentityModel.Tokens.Jwt;
using System.Text.Json.Nodes;
using TripLogger.Tests.Cognito.Support;

namespace TripLogger.Tests.Cognito;

public sealed class TriggerTests(SharedEmulator shared)
{
    [Fact]
    public async Task PostConfirmation_gets_the_services_event_with_the_key_and_the_trace()
    {
        // Arrange
        var emulator = await shared.GetAsync();
        var function = emulator.Functions.Add(theEvent => FunctionAnswer.Of(theEvent));
        var pool = await TestPool.CreateAsync(emulator, new { LambdaConfig = new { PostConfirmation = function } });
        var email = TestPool.NewEmail();
        var sub = await pool.SignUpAsync(email);
        Assert.Empty(emulator.Functions.InvocationsOf(function));
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener { ShouldListenTo = _ => true, Sample = (ref _) => ActivitySamplingResult.AllData, ActivityStopped = spans.Enqueue };
        ActivitySource.AddActivityListener(listener);
        using var source = new ActivitySource("a test");
        using var trace = source.StartActivity("confirm");

        // Act
        await emulator.CallAsync("ConfirmSignUp", new
        {
            pool.ClientId,
            Username = email,
            ConfirmationCode = await emulator.NewestCodeAsync(email),
            ClientMetadata = new { from = "a test" },
        });

        // Assert
        var invocation = Assert.Single(emulator.Functions.InvocationsOf(function));
        Assert.Equal(FunctionHost.InvokeKey, invocation.Key);
        Assert.Equal("RequestResponse", invocation.Type);
        Assert.Contains(trace!.TraceId.ToString(), invocation.TraceParent, StringComparison.Ordinal);
        var ofThisTrace = spans.Where(span => span.TraceId == trace.TraceId).ToList();
        Assert.Contains(ofThisTrace, span => span.DisplayName == "Cognito ConfirmSignUp");
        Assert.DoesNotContain(ofThisTrace, span => span.TagObjects.Any(tag => tag.Value?.ToString()?.Contains(email, StringComparison.OrdinalIgnoreCase) is true));
        var expected = new JsonObject
        {
            ["version"] = "1",
            ["region"] = "us-east-1",
            ["userPoolId"] = pool.Id,
            ["userName"] = sub,
            ["callerContext"] = new JsonObject { ["awsSdkVersion"] = "aws-sdk-unknown-unknown", ["clientId"] = pool.ClientId },
            ["triggerSource"] = "PostConfirmation_ConfirmSignUp",
            ["request"] = new JsonObject
            {
                ["userAttributes"] = new JsonObject { ["sub"] = sub, ["email_verified"] = "true", ["cognito:user_status"] = "CONFIRMED", ["email"] = email },
                ["clientMetadata"] = new JsonObject { ["from"] = "a test" },
            },
            ["response"] = new JsonObject(),
        };
        Assert.True(JsonNode.DeepEquals(expected, invocation.Event), invocation.Event.ToJsonString());
    }

    [Fact]
    public async Task A_failing_PostConfirmation_is_told_and_the_user_is_confirmed_all_the_same()
    {
        var emulator = await shared.GetAsync();
        var function = emulator.Functions.Add(_ => FunctionAnswer.Error("no table"));
        var pool = await TestPool.CreateAsync(emulator, new { LambdaConfig = new { PostConfirmation = function } });
        var email = TestPool.NewEmail();
        await pool.SignUpAsync(email);

        var message = await emulator.FailAsync(
            "UserLambdaValidationException", "ConfirmSignUp", new { pool.ClientId, Username = email, ConfirmationCode = await emulator.NewestCodeAsync(email) });

        Assert.Equal("PostConfirmation failed with error no table.", message);
        Assert.Single(emulator.Functions.InvocationsOf(function));
        await pool.SignInAsync(email);
    }

    [Fact]
    public async Task A_function_that_is_not_there_yet_is_tried_three_times()
    {
        var emulator = await shared.GetAsync();
        var calls = 0;
        var function = emulator.Functions.Add(theEvent => Interlocked.Increment(ref calls) < 3 ? new FunctionAnswer(503, new JsonObject(), false) : FunctionAnswer.Of(theEvent));
        var pool = await TestPool.CreateAsync(emulator, new { LambdaConfig = new { PostConfirmation = function } });

        await pool.NewUserAsync();

        Assert.Equal(3, calls);
    }

    [Fact]
    public async Task A_function_that_never_answers_is_given_up_after_three_attempts()
    {
        var clock = new ManualClock();
        await using var emulator = await Emulator.StartAsync(clock);
        var function = emulator.Functions.Add(theEvent =>
        {
            // While the function sleeps, the emulator's five seconds pass.
            clock.Advance(TimeSpan.FromSeconds(5));
            return FunctionAnswer.Of(theEvent) with { Delay = TimeSpan.FromMinutes(1) };
        });
        var pool = await TestPool.CreateAsync(emulator, new { LambdaConfig = new { PostConfirmation = function } });
        var email = TestPool.NewEmail();
        await pool.SignUpAsync(email);

        var message = await emulator.FailAsync(
            "UnexpectedLambdaException", "ConfirmSignUp", new { pool.ClientId, Username = email, ConfirmationCode = await emulator.NewestCodeAsync(email) });

        Assert.Contains("did not answer within 5 seconds", message, StringComparison.Ordinal);
        Assert.Equal(3, emulator.Functions.InvocationsOf(function).Count);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("\"done\"")]
    public async Task An_answer_that_is_no_event_is_refused(string payload)
    {
        var emulator = await shared.GetAsync();
        var function = emulator.Functions.Add(_ => new FunctionAnswer(200, JsonNode.Parse(payload)!, false));
        var pool = await TestPool.CreateAsync(emulator, new { LambdaConfig = new { PostConfirmation = function } });
        var email = TestPool.NewEmail();
        await pool.SignUpAsync(email);

        await emulator.FailAsync(
            "InvalidLambdaResponseException", "ConfirmSignUp", new { pool.ClientId, Username = email, ConfirmationCode = await emulator.NewestCodeAsync(email) });
    }

    [Fact]
    public async Task PostConfirmation_also_follows_a_reset_password_but_not_an_invitation()
    {
        var emulator = await shared.GetAsync();
        var function = emulator.Functions.Add(theEvent => FunctionAnswer.Of(theEvent));
        var pool = await TestPool.CreateAsync(emulator, new { LambdaConfig = new { PostConfirmation = function } });
        var email = TestPool.NewEmail();
        await emulator.CallAsync("AdminCreateUser", new
        {
            UserPoolId = pool.Id,
            Username = email,
            UserAttributes = new[] { new { Name = "email", Value = email }, new { Name = "email_verified", Value = "true" } },
        });
        await emulator.CallAsync("AdminSetUserPassword", new { UserPoolId = pool.Id, Username = email, TestPool.Password, Permanent = true });
        Assert.Empty(emulator.Functions.InvocationsOf(function));

        await emulator.CallAsync("ForgotPassword", new { pool.ClientId, Username = email });
        await emulator.CallAsync(
            "ConfirmForgotPassword", new { pool.ClientId, Username = email, TestPool.Password, ConfirmationCode = await emulator.NewestCodeAsync(email) });

        var invocation = Assert.Single(emulator.Functions.InvocationsOf(function));
        Assert.Equal("PostConfirmation_ConfirmForgotPassword", invocation.Event["triggerSource"]!.GetValue<string>());
    }

    [Fact]
    public async Task PreSignUp_may_refuse_or_confirm()
    {
        var emulator = await shared.GetAsync();
        var function = emulator.Functions.Add(theEvent =>
            theEvent["request"]!["validationData"]?["invited"]?.GetValue<string>() == "yes"
                ? FunctionAnswer.Of(theEvent, new JsonObject { ["autoConfirmUser"] = true, ["autoVerifyEmail"] = true })
                : FunctionAnswer.Error("by invitation only"));
        var pool = await TestPool.CreateAsync(emulator, new { LambdaConfig = new { PreSignUp = function, PostConfirmation = function } });
        var email = TestPool.NewEmail();
        var refused = await emulator.FailAsync("UserLambdaValidationException", "SignUp", SignUpRequest("no"));
        Assert.Equal("PreSignUp failed with error by invitation only.", refused);
        await emulator.FailAsync("NotAuthorizedException", "InitiateAuth", pool.PasswordAuth(email));

        // The same function answers PostConfirmation, without validation data: it fails, and the user is there all the same.
        await emulator.FailAsync("UserLambdaValidationException", "SignUp", SignUpRequest("yes"));

        var user = await emulator.CallAsync("AdminGetUser", new { UserPoolId = pool.Id, Username = email });
        Assert.Equal("CONFIRMED", user["UserStatus"]!.GetValue<string>());
        await pool.SignInAsync(email);

        object SignUpRequest(string invited) => new
        {
            pool.ClientId,
            Username = email,
            TestPool.Password,
            UserAttributes = new[] { new { Name = "email", Value = email } },
            ValidationData = new[] { new { Name = "invited", Value = invited } },
        };
    }

    [Fact]
    public async Task PreTokenGeneration_changes_the_id_token_and_the_groups()
    {
        var emulator = await shared.GetAsync();
        var function = emulator.Functions.Add(theEvent => FunctionAnswer.Of(theEvent, new JsonObject
        {
            ["claimsOverrideDetails"] = new JsonObject
            {
                ["claimsToAddOrOverride"] = new JsonObject { ["favourite"] = "Porto", ["sub"] = "someone else", ["aud"] = "another client" },
                ["claimsToSuppress"] = new JsonArray("email", "iss"),
                ["groupOverrideDetails"] = new JsonObject { ["groupsToOverride"] = new JsonArray("guides") },
            },
        }));
        var pool = await TestPool.CreateAsync(emulator, new { LambdaConfig = new { PreTokenGeneration = function } });
        var tokens = await pool.SignInAsync(await pool.NewUserAsync());
        var refreshed = Tokens.Of(await emulator.CallAsync("GetTokensFromRefreshToken", new { pool.ClientId, RefreshToken = tokens.Refresh }));

        Assert.All([tokens, refreshed], issued =>
        {
            var id = new JwtSecurityToken(issued.Id).Payload;
            var access = new JwtSecurityToken(issued.Access).Payload;
            Assert.Equal("Porto", id["favourite"]);
            Assert.Equal(access.Sub, id.Sub);
            Assert.Equal(pool.ClientId, Assert.Single(id.Aud));
            Assert.Equal(pool.Issuer, id.Iss);
            Assert.False(id.ContainsKey("email"));
            Assert.False(access.ContainsKey("favourite"));
            Assert.Equal("[\"guides\"]", System.Text.Json.JsonSerializer.Serialize(id["cognito:groups"]));
            Assert.Equal("[\"guides\"]", System.Text.Json.JsonSerializer.Serialize(access["cognito:groups"]));
        });
        Assert.Equal(
            ["TokenGeneration_Authentication", "TokenGeneration_RefreshTokens"],
            emulator.Functions.InvocationsOf(function).Select(invocation => invocation.Event["triggerSource"]!.GetValue<string>()));
    }

    [Fact]
    public async Task CustomMessage_writes_the_mails_and_must_not_lose_the_code()
    {
        var emulator = await shared.GetAsync();
        var text = "Olá! {####}";
        var function = emulator.Functions.Add(theEvent => FunctionAnswer.Of(theEvent, new JsonObject { ["emailSubject"] = theEvent["triggerSource"]!.GetValue<string>(), ["emailMessage"] = text }));
        var pool = await TestPool.CreateAsync(emulator, new { LambdaConfig = new { CustomMessage = function } });
        var email = TestPool.NewEmail();

        await pool.SignUpAsync(email);
        var signUp = await emulator.NewestMessageAsync(email);
        await emulator.CallAsync("ResendConfirmationCode", new { pool.ClientId, Username = email });
        var resent = await emulator.NewestMessageAsync(email);

        Assert.Equal("CustomMessage_SignUp", signUp["subject"]!.GetValue<string>());
        Assert.Equal($"Olá! {signUp["code"]!.GetValue<string>()}", signUp["text"]!.GetValue<string>());
        Assert.Equal("CustomMessage_ResendCode", resent["subject"]!.GetValue<string>());
        text = "Nothing to see here.";
        await emulator.FailAsync("InvalidLambdaResponseException", "ResendConfirmationCode", new { pool.ClientId, Username = email });
    }

    [Fact]
    public async Task Without_an_endpoint_for_functions_the_message_names_the_variable()
    {
        await using var emulator = await Emulator.StartAsync(clock: null, "--AWS_ENDPOINT_URL_LAMBDA=");
        var pool = await TestPool.CreateAsync(emulator, new { LambdaConfig = new { PostConfirmation = "arn:aws:lambda:us-east-1:000000000000:function:f" } });
        var email = TestPool.NewEmail();
        await pool.SignUpAsync(email);

        var message = await emulator.FailAsync(
            "UnexpectedLambdaException", "ConfirmSignUp", new { pool.ClientId, Username = email, ConfirmationCode = await emulator.NewestCodeAsync(email) });

        Assert.Contains("AWS_ENDPOINT_URL_LAMBDA", message, StringComparison.Ordinal);
    }
}
