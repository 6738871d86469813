using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.Api;

/// <summary>The user pool's trigger, through the door of a local run.</summary>
public abstract class LambdaInvokeContract(Database dynamoDb)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_confirmed_sign_up_gets_a_profile_and_the_event_comes_back_unchanged()
    {
        // Arrange
        await using var api = await TestApi.CreateAsync(dynamoDb);
        var happened = TriggerEvent.ConfirmSignUp(api.Pool.Sub("alice"), "alice@example.com");

        // Act
        using var response = await InvokeAsync(api, happened);

        // Assert
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.False(response.Headers.Contains("X-Amz-Function-Error"));
        Assert.Equal(happened, await response.Content.ReadAsStringAsync(Cancel));
        var user = await api.FindUserAsync("alice");
        Assert.Equal(["createdAt", "email", "id", "updatedAt", "version"], user!.Keys.Order());
        Assert.Equal("alice@example.com", user["email"].S);
        Assert.Equal("1", user["version"].N);
        Assert.Equal(user["createdAt"].S, user["updatedAt"].S);
    }

    [Fact]
    public async Task A_repeated_event_changes_nothing()
    {
        // Arrange
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var first = await InvokeAsync(api, TriggerEvent.ConfirmSignUp(api.Pool.Sub("alice"), "alice@example.com"));
        var before = await api.FindUserAsync("alice");

        // Act
        using var second = await InvokeAsync(api, TriggerEvent.ConfirmSignUp(api.Pool.Sub("alice"), "changed@example.com"));

        // Assert
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.False(second.Headers.Contains("X-Amz-Function-Error"));
        var after = await api.FindUserAsync("alice");
        Assert.Equal(before!["email"].S, after!["email"].S);
        Assert.Equal(before["createdAt"].S, after["createdAt"].S);
    }

    [Fact]
    public async Task The_profile_written_by_the_trigger_is_the_one_the_user_reads()
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var invoked = await InvokeAsync(api, TriggerEvent.ConfirmSignUp(api.Pool.Sub("alice"), "alice@example.com"));
        using var client = api.CreateClient(api.Pool.SignIn("alice", "alice@example.com"));

        var profile = await client.GetFromJsonAsync<JsonElement>("/api/profile", Cancel);

        Assert.Equal("alice@example.com", profile.GetProperty("email").GetString());
        Assert.Equal(1, profile.GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task A_new_password_creates_no_profile()
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        var happened = TriggerEvent.ConfirmSignUp(api.Pool.Sub("alice"), "alice@example.com").Replace("PostConfirmation_ConfirmSignUp", "PostConfirmation_ConfirmForgotPassword");

        using var response = await InvokeAsync(api, happened);

        Assert.Equal(happened, await response.Content.ReadAsStringAsync(Cancel));
        Assert.Null(await api.FindUserAsync("alice"));
    }

    [Fact]
    public async Task A_trigger_that_comes_late_or_again_writes_nothing_over_a_tombstone()
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        await client.GetJsonAsync("/api/profile");
        using var closed = await client.DeleteAsync("/api/profile", Cancel);

        using var response = await InvokeAsync(api, TriggerEvent.ConfirmSignUp(api.Pool.Sub("alice"), "alice@example.com"));

        await AssertFunctionFailedAsync(response, "AccountClosedException");
        Assert.Equal(["closedAt", "expiresAt", "id", "userDeletedAt"], (await api.FindUserAsync("alice"))!.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_address_that_is_not_verified_is_not_kept()
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        var happened = TriggerEvent.ConfirmSignUp(api.Pool.Sub("alice"), "alice@example.com").Replace("\"email_verified\":\"true\"", "\"email_verified\":\"false\"");

        using var response = await InvokeAsync(api, happened);

        Assert.Equal(happened, await response.Content.ReadAsStringAsync(Cancel));
        Assert.Null(await api.FindUserAsync("alice"));
    }

    [Theory]
    [InlineData("no json", "JsonException")]
    [InlineData("{}", "JsonException")]
    [InlineData("null", "JsonException")]
    [InlineData("""{"triggerSource":"PostConfirmation_ConfirmSignUp","request":{"userAttributes":{}}}""", "InvalidOperationException")]
    public async Task An_event_that_makes_no_sense_is_a_failure_of_the_function(string happened, string errorType)
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);

        using var response = await InvokeAsync(api, happened);

        await AssertFunctionFailedAsync(response, errorType);
    }

    [Fact]
    public async Task A_profile_that_cannot_be_written_is_a_failure_of_the_function_and_in_the_log()
    {
        await using var api = await TestApi.CreateOwnAsync(dynamoDb, settings => settings["AWS:Resources:UserTableName"] = "no-such-table");

        using var response = await InvokeAsync(api, TriggerEvent.ConfirmSignUp(api.Pool.Sub("alice"), "alice@example.com"));

        await AssertFunctionFailedAsync(response, "ResourceNotFoundException");
        Assert.Contains(api.Logs.Lines, line => line.StartsWith("Error", StringComparison.Ordinal) && line.Contains(TestApi.FunctionName));
        Assert.DoesNotContain(api.Logs.Lines, line => line.Contains("alice@example.com", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("wrong")]
    [InlineData("KEY-OF-THIS-RUN")]
    public async Task Without_this_runs_key_nothing_happens(string? key)
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);

        using var response = await InvokeAsync(api, TriggerEvent.ConfirmSignUp(api.Pool.Sub("alice"), "alice@example.com"), key: key);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal("AccessDeniedException", response.Headers.GetValues("x-amzn-ErrorType").Single());
        Assert.Null(await api.FindUserAsync("alice"));
    }

    [Fact]
    public async Task Another_function_does_not_exist()
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);

        using var response = await InvokeAsync(api, TriggerEvent.ConfirmSignUp(api.Pool.Sub("alice"), "alice@example.com"), function: "another");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("ResourceNotFoundException", response.Headers.GetValues("x-amzn-ErrorType").Single());
        var error = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal("User", error.GetProperty("Type").GetString());
        Assert.Contains("another", error.GetProperty("Message").GetString());
    }

    [Fact]
    public async Task Without_a_key_in_the_configuration_there_is_no_such_door()
    {
        await using var api = await TestApi.CreateOwnAsync(dynamoDb, settings => settings.Remove("LocalCloud:LambdaInvokeKey"));

        using var response = await InvokeAsync(api, TriggerEvent.ConfirmSignUp(api.Pool.Sub("alice"), "alice@example.com"));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Null(await api.FindUserAsync("alice"));
    }

    [Fact]
    public async Task The_api_does_not_take_the_events_of_aws()
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient();

        using var response = await client.PostAsync("/events", Json(TriggerEvent.ConfirmSignUp(api.Pool.Sub("alice"), "alice@example.com")), Cancel);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Null(await api.FindUserAsync("alice"));
    }

    private static async Task<HttpResponseMessage> InvokeAsync(
        TestApi api, string happened, string? key = TestApi.InvokeKey, string function = TestApi.FunctionName)
    {
        using var client = api.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/2015-03-31/functions/{function}/invocations") { Content = Json(happened) };
        request.Headers.Add("X-Amz-Invocation-Type", "RequestResponse");
        if (key is not null)
        {
            request.Headers.Add("X-LocalCloud-Invoke-Key", key);
        }

        return await client.SendAsync(request, Cancel);
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private static async Task AssertFunctionFailedAsync(HttpResponseMessage response, string errorType)
    {
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("Unhandled", response.Headers.GetValues("X-Amz-Function-Error").Single());
        var error = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal(errorType, error.GetProperty("errorType").GetString());
        Assert.NotEmpty(error.GetProperty("errorMessage").GetString()!);
    }
}
