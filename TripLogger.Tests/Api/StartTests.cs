using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.Api;

/// <summary>What the API does not start with.</summary>
public sealed class StartTests(DynamoDbLocal dynamoDb)
{
    [Fact]
    public async Task Outside_Development_an_emulator_is_refused()
    {
        await using var api = ApiProcess.Start(new()
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER"] = "http://localhost:9339",
            ["AWS_ENDPOINT_URL_COGNITO_IDENTITY"] = "http://localhost:9339",
            ["AWS_ENDPOINT_URL_DYNAMODB"] = "http://localhost:8000",
            ["AWS__Resources__Region"] = "us-east-1",
            ["AWS__Resources__UserPoolId"] = "us-east-1_test00000",
            ["AWS__Resources__UserPoolClientId"] = "our-web-client",
            ["AWS__Resources__IdentityPoolId"] = "us-east-1:00000000-0000-0000-0000-000000000000",
            ["AWS__Resources__UserTableName"] = "users",
            ["AWS__Resources__TripTableName"] = "trips",
            ["AWS__Resources__ClosingTableName"] = "closings",
        });

        Assert.NotEqual(0, await api.WaitForRefusalAsync(TestContext.Current.CancellationToken));
        Assert.Contains("AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER is set in the environment Production", api.Output);
    }

    [Theory]
    [InlineData("Region")]
    [InlineData("UserPoolId")]
    [InlineData("UserPoolClientId")]
    [InlineData("IdentityPoolId")]
    [InlineData("UserTableName")]
    [InlineData("TripTableName")]
    [InlineData("ClosingTableName")]
    public async Task A_missing_name_is_told_with_its_cure(string key)
    {
        await AssertRefusedAsync(
            settings => settings[$"AWS:Resources:{key}"] = " ",
            $"Configuration is missing: AWS:Resources:{key}.",
            $"AWS__Resources__{key}");
    }

    [Theory]
    [InlineData("AWS_ENDPOINT_URL_DYNAMODB")]
    [InlineData("AWS_ENDPOINT_URL_COGNITO_IDENTITY")]
    public async Task A_run_that_is_only_half_local_is_refused(string missing) =>
        await AssertRefusedAsync(settings => settings.Remove(missing), "which must not reach AWS", missing);

    [Fact]
    public async Task An_address_that_is_none_is_refused() =>
        await AssertRefusedAsync(settings => settings["AWS_ENDPOINT_URL_DYNAMODB"] = "localhost:8000", "AWS_ENDPOINT_URL_DYNAMODB is 'localhost:8000'");

    [Fact]
    public async Task An_invoke_key_without_a_function_name_is_refused() =>
        await AssertRefusedAsync(settings => settings.Remove("AWS:Resources:AddUserFunctionName"), "AWS:Resources:AddUserFunctionName");

    [Fact]
    public async Task An_invoke_key_without_a_local_user_pool_is_refused() =>
        await AssertRefusedAsync(settings => settings.Remove("AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER"), "LocalCloud:LambdaInvokeKey is set without");

    [Fact]
    public async Task A_function_that_does_not_exist_is_refused()
    {
        await using var api = await TestApi.CreateOwnAsync(dynamoDb, settings => settings["Function"] = "addUser");

        var refusal = Assert.Throws<InvalidOperationException>(() => api.CreateClient());

        Assert.Contains("set it to Api or AddUser", refusal.Message);
    }

    private async Task AssertRefusedAsync(Action<Dictionary<string, string?>> change, params string[] said)
    {
        await using var api = await TestApi.CreateOwnAsync(dynamoDb, change);

        var refusal = Assert.ThrowsAny<Exception>(() => api.CreateClient());

        // The factory may come too late for the reason itself; by then the host has logged it.
        var told = string.Join('\n', [refusal.ToString(), .. api.Logs.Lines]);
        Assert.All(said, text => Assert.Contains(text, told));
    }
}
