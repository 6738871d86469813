using System.Diagnostics;
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
        using var listener = new ActivityListener { ShouldListenTo = _ => true, Sample = (ref _) => ActivitySamplingResult.AllData };
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
        var emulator = await shared.GetAsync();
        var function = emulator.Functions.Add(theEvent => FunctionAnswer.Of(theEvent) with { Delay = TimeSpan.FromMinutes(1) });
        var pool = await TestPool.CreateAsync(emulator, new { LambdaConfig = new { PostConfirmation = function } });
        var email = TestPool.NewEmail();
        await pool.SignUpAsync(email);
        var watch = Stopwatch.StartNew();

        var message = await emulator.FailAsync(
            "UnexpectedLambdaException", "ConfirmSignUp", new { pool.ClientId, Username = email, ConfirmationCode = await emulator.NewestCodeAsync(email) });

        Assert.Contains("did not answer within 5 seconds", message, StringComparison.Ordinal);
        Assert.Equal(3, emulator.Functions.InvocationsOf(function).Count);
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(14), TimeSpan.FromSeconds(30));
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
    public async Task Without_an_endpoint_for_functions_the_message_names_the_variable()
    {
        using var folder = new TemporaryFolder();
        await using var emulator = await Emulator.StartAsync(folder.Path, clock: null, "--AWS_ENDPOINT_URL_LAMBDA=");
        var pool = await TestPool.CreateAsync(emulator, new { LambdaConfig = new { PostConfirmation = "arn:aws:lambda:us-east-1:000000000000:function:f" } });
        var email = TestPool.NewEmail();
        await pool.SignUpAsync(email);

        var message = await emulator.FailAsync(
            "UnexpectedLambdaException", "ConfirmSignUp", new { pool.ClientId, Username = email, ConfirmationCode = await emulator.NewestCodeAsync(email) });

        Assert.Contains("AWS_ENDPOINT_URL_LAMBDA", message, StringComparison.Ordinal);
    }
}
