using System.Net;
using System.Text.Json.Nodes;
using TripLogger.Tests.Cognito.Support;

namespace TripLogger.Tests.Cognito;

public sealed class ProtocolTests(SharedEmulator shared)
{
    [Theory]
    [InlineData("AWSCognitoIdentityProviderService.Invented", "UnknownOperationException")]
    [InlineData("DynamoDB_20120810.PutItem", "UnknownOperationException")]
    [InlineData("", "UnknownOperationException")]
    [InlineData("AWSCognitoIdentityProviderService.StartWebAuthnRegistration", "UnsupportedOperationException")]
    public async Task Targets_without_an_operation_are_refused(string target, string errorType)
    {
        var answer = await (await shared.GetAsync()).SendAsync(target, Bytes.Of("{}"));

        Assert.Equal((400, errorType), (answer.Status, answer.ErrorType));
        Assert.Equal(errorType, answer.Body["__type"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("{\"ClientId\":7}")]
    [InlineData("{\"UserAttributes\":{}}")]
    [InlineData("{\"UserAttributes\":[null]}")]
    [InlineData("{\"ClientMetadata\":[]}")]
    [InlineData("{\"ClientMetadata\":{\"a\":{}}}")]
    [InlineData("{\"ClientId\":\"\\ud800\"}")]
    public async Task A_body_of_another_shape_is_a_bad_request(string body)
    {
        var answer = await (await shared.GetAsync()).SendAsync("AWSCognitoIdentityProviderService.SignUp", Bytes.Of(body));

        Assert.Equal((400, "SerializationException"), (answer.Status, answer.ErrorType));
    }

    [Fact]
    public async Task Bodies_of_a_megabyte_are_read_and_larger_ones_are_refused()
    {
        var emulator = await shared.GetAsync();
        var megabyte = $$"""{"ClientId":"{{new string('a', (1024 * 1024) - 15)}}"}""";

        var read = await emulator.SendAsync("AWSCognitoIdentityProviderService.SignUp", Bytes.Of(megabyte));
        var refused = await emulator.SendAsync("AWSCognitoIdentityProviderService.SignUp", Bytes.Of(megabyte + " "));

        Assert.Equal((400, "InvalidParameterException"), (read.Status, read.ErrorType));
        Assert.Equal((413, "RequestEntityTooLargeException"), (refused.Status, refused.ErrorType));
    }

    [Fact]
    public async Task Only_this_machine_names_are_answered()
    {
        var emulator = await shared.GetAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/inbox.json") { Headers = { Host = "evil.example" } };

        using var response = await emulator.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData("http://localhost:5173", true)]
    [InlineData("http://127.0.0.1:5173", true)]
    [InlineData("https://evil.example", false)]
    [InlineData("http://localhost.evil.example", false)]
    [InlineData("null", false)]
    public async Task Browsers_may_call_from_pages_of_this_machine_only(string origin, bool allowed)
    {
        var emulator = await shared.GetAsync();
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/")
        {
            Headers =
            {
                { "Origin", origin },
                { "Access-Control-Request-Method", "POST" },
                { "Access-Control-Request-Headers", "cache-control,content-type,x-amz-target,x-amz-user-agent" },
            },
        };

        using var response = await emulator.Http.SendAsync(preflight, TestContext.Current.CancellationToken);

        Assert.Equal(allowed, response.Headers.TryGetValues("Access-Control-Allow-Origin", out var origins) && origins.Single() == origin);
    }

    [Fact]
    public async Task The_inbox_is_not_for_other_origins()
    {
        var emulator = await shared.GetAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/inbox.json") { Headers = { { "Origin", "http://localhost:5173" } } };

        using var response = await emulator.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task The_inbox_tells_the_newest_first()
    {
        var emulator = await shared.GetAsync();
        var pool = await TestPool.CreateAsync(
            emulator, new { VerificationMessageTemplate = new { EmailMessage = "Welcome, your code is {####}.", EmailSubject = "Welcome" } });
        var email = TestPool.NewEmail();
        await pool.SignUpAsync(email);
        await emulator.CallAsync("ResendConfirmationCode", new { pool.ClientId, Username = email });

        var page = JsonNode.Parse(await emulator.Http.GetStringAsync(
            new Uri($"/inbox.json?to={email.ToUpperInvariant()}&limit=10", UriKind.Relative), TestContext.Current.CancellationToken))!;

        var items = page["items"]!.AsArray();
        Assert.Equal(2, items.Count);
        Assert.True(items[0]!["sentAt"]!.GetValue<DateTimeOffset>() >= items[1]!["sentAt"]!.GetValue<DateTimeOffset>());
        Assert.True(Guid.TryParse(items[0]!["id"]!.GetValue<string>(), out _));
        Assert.Equal("Welcome", items[0]!["subject"]!.GetValue<string>());
        Assert.Equal($"Welcome, your code is {items[0]!["code"]!.GetValue<string>()}.", items[0]!["text"]!.GetValue<string>());
    }

    [Fact]
    public async Task Health_is_told()
    {
        var emulator = await shared.GetAsync();

        Assert.Equal("Healthy", await emulator.Http.GetStringAsync(new Uri("/health", UriKind.Relative), TestContext.Current.CancellationToken));
        Assert.Equal("Healthy", await emulator.Http.GetStringAsync(new Uri("/alive", UriKind.Relative), TestContext.Current.CancellationToken));
    }
}
