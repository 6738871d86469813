using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Amazon.DynamoDBv2.Model;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.Api;

public abstract class ProfileContract(Database dynamoDb)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_visit_creates_the_profile_from_what_the_pool_knows()
    {
        // Arrange
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice", "alice@example.com"));
        var before = DateTimeOffset.UtcNow.AddSeconds(-1);

        // Act
        using var response = await client.GetAsync("/api/profile", Cancel);

        // Assert
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("\"1\"", response.Headers.ETag?.Tag);
        Assert.True(response.Headers.CacheControl?.NoStore, "A profile must not be cached: set Cache-Control: no-store.");
        var profile = await ReadAsync(response);
        Assert.Equal(
            ["id", "email", "displayName", "homeCountry", "bio", "createdAt", "updatedAt", "version"],
            profile.EnumerateObject().Select(member => member.Name));
        Assert.Equal(api.Pool.Sub("alice"), profile.GetProperty("id").GetString());
        Assert.Equal("alice@example.com", profile.GetProperty("email").GetString());
        Assert.Equal(JsonValueKind.Null, profile.GetProperty("displayName").ValueKind);
        Assert.Equal(1, profile.GetProperty("version").GetInt32());
        Assert.EndsWith("Z", profile.GetProperty("createdAt").GetString());
        Assert.InRange(profile.GetProperty("createdAt").GetDateTimeOffset(), before, DateTimeOffset.UtcNow);
    }

    [Fact]
    public async Task Later_visits_do_not_ask_the_pool()
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));

        await ReadProfileAsync(client);
        await ReadProfileAsync(client);

        Assert.Equal(1, api.Pool.UserRequests);
    }

    [Fact]
    public async Task Many_first_visits_at_once_create_one_profile()
    {
        // Arrange
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));

        // Act
        var profiles = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ReadProfileAsync(client)));

        // Assert
        Assert.Single(profiles.Select(profile => profile.GetProperty("createdAt").GetString()).Distinct());
        Assert.All(profiles, profile => Assert.Equal(1, profile.GetProperty("version").GetInt32()));
    }

    [Fact]
    public async Task Without_a_verified_address_there_is_no_profile()
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice", emailVerified: false));

        using var response = await client.GetAsync("/api/profile", Cancel);

        await AssertProblemAsync(response, HttpStatusCode.Forbidden, "Confirm your e-mail address");
        Assert.Null(await api.FindUserAsync("alice"));
    }

    [Fact]
    public async Task A_signed_out_token_creates_no_profile()
    {
        // Arrange
        await using var api = await TestApi.CreateAsync(dynamoDb);
        var token = api.Pool.SignIn("alice");
        api.Pool.SignOut(token);
        using var client = api.CreateClient(token);

        // Act
        using var response = await client.GetAsync("/api/profile", Cancel);

        // Assert
        await AssertProblemAsync(response, HttpStatusCode.Unauthorized, "access token");
        Assert.NotEmpty(response.Headers.WwwAuthenticate);
        Assert.Null(await api.FindUserAsync("alice"));
    }

    [Fact]
    public async Task A_change_is_seen_at_once_and_keeps_what_it_does_not_name()
    {
        // Arrange
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice", "alice@example.com"));
        var created = await ReadProfileAsync(client);

        // Act
        using var response = await PutAsync(client, "\"1\"", """{"displayName":"Alice","homeCountry":"CH","bio":"Mountains.\nAnd lakes."}""");

        // Assert
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("\"2\"", response.Headers.ETag?.Tag);
        var answered = await ReadAsync(response);
        var read = await ReadProfileAsync(client);
        Assert.Equal(answered.GetRawText(), read.GetRawText());
        Assert.Equal("Alice", read.GetProperty("displayName").GetString());
        Assert.Equal("CH", read.GetProperty("homeCountry").GetString());
        Assert.Equal("Mountains.\nAnd lakes.", read.GetProperty("bio").GetString());
        Assert.Equal("alice@example.com", read.GetProperty("email").GetString());
        Assert.Equal(created.GetProperty("createdAt").GetString(), read.GetProperty("createdAt").GetString());
        Assert.True(read.GetProperty("updatedAt").GetDateTimeOffset() >= created.GetProperty("updatedAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task A_change_keeps_attributes_it_has_never_heard_of()
    {
        // Arrange
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        await ReadProfileAsync(client);
        await api.DynamoDb.UpdateItemAsync(
            new UpdateItemRequest
            {
                TableName = api.UserTable,
                Key = new() { ["id"] = new(api.Pool.Sub("alice")) },
                UpdateExpression = "SET fromTheFuture = :value",
                ExpressionAttributeValues = new() { [":value"] = new("kept") },
            },
            Cancel);

        // Act
        using var response = await PutAsync(client, "\"1\"", """{"displayName":"Alice"}""");

        // Assert
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("kept", (await api.FindUserAsync("alice"))!["fromTheFuture"].S);
    }

    [Fact]
    public async Task What_is_left_out_is_cleared()
    {
        // Arrange
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        await ReadProfileAsync(client);
        using var filled = await PutAsync(client, "\"1\"", """{"displayName":"Alice","homeCountry":"CH","bio":"Mountains."}""");

        // Act
        using var response = await PutAsync(client, "\"2\"", """{"bio":"  ","homeCountry":null}""");

        // Assert
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var profile = await ReadProfileAsync(client);
        Assert.All(["displayName", "homeCountry", "bio"], member => Assert.Equal(JsonValueKind.Null, profile.GetProperty(member).ValueKind));
        Assert.False((await api.FindUserAsync("alice"))!.ContainsKey("bio"), "A cleared text must leave the item, not stay as an empty one.");
    }

    [Fact]
    public async Task Nobody_reads_or_changes_anyone_elses_profile()
    {
        // Arrange
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var alice = api.CreateClient(api.Pool.SignIn("alice", "alice@example.com"));
        using var mallory = api.CreateClient(api.Pool.SignIn("mallory", "mallory@example.com"));
        await ReadProfileAsync(alice);
        await ReadProfileAsync(mallory);

        // Act
        using var byId = await mallory.GetAsync($"/api/profile/{api.Pool.Sub("alice")}", Cancel);
        var byQuery = await ReadAsync(await mallory.GetAsync($"/api/profile?id={api.Pool.Sub("alice")}&sub={api.Pool.Sub("alice")}&userId={api.Pool.Sub("alice")}", Cancel));
        using var byBody = await PutAsync(mallory, "\"1\"", $$"""{"id":"{{api.Pool.Sub("alice")}}","displayName":"Mallory"}""");
        using var byEmail = await PutAsync(mallory, "\"1\"", """{"email":"alice@example.com"}""");

        // Assert
        Assert.Equal(HttpStatusCode.NotFound, byId.StatusCode);
        Assert.Equal("mallory@example.com", byQuery.GetProperty("email").GetString());
        Assert.Equal(HttpStatusCode.BadRequest, byBody.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, byEmail.StatusCode);
        Assert.Equal(1, (await ReadProfileAsync(alice)).GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task A_change_must_name_the_version_it_is_based_on()
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        await ReadProfileAsync(client);

        using var response = await PutAsync(client, ifMatch: null, """{"displayName":"Alice"}""");

        await AssertProblemAsync(response, HttpStatusCode.PreconditionRequired, "If-Match");
    }

    [Theory]
    [InlineData("\"0\"")]
    [InlineData("\"2\"")]
    [InlineData("W/\"1\"")]
    [InlineData("\"01\"")]
    [InlineData("\"one\"")]
    [InlineData("\"-1\"")]
    [InlineData("\" 1\"")]
    [InlineData("\"99999999999999999999\"")]
    public async Task A_change_of_another_version_is_refused(string ifMatch)
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        await ReadProfileAsync(client);

        using var response = await PutAsync(client, ifMatch, """{"displayName":"Alice"}""");

        await AssertProblemAsync(response, HttpStatusCode.PreconditionFailed, "changed since you read it");
        Assert.Equal(1, (await ReadProfileAsync(client)).GetProperty("version").GetInt32());
    }

    [Theory]
    [InlineData("1")]
    [InlineData("*")]
    [InlineData("\"1")]
    [InlineData("\"1\", \"2\"")]
    public async Task An_unreadable_version_is_named_so(string ifMatch)
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        await ReadProfileAsync(client);

        using var response = await PutAsync(client, ifMatch, """{"displayName":"Alice"}""");

        await AssertProblemAsync(response, HttpStatusCode.BadRequest, "one entity tag");
    }

    [Fact]
    public async Task Of_many_changes_to_one_version_exactly_one_wins()
    {
        // Arrange
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        await ReadProfileAsync(client);

        // Act
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(async number =>
        {
            using var response = await PutAsync(client, "\"1\"", $$"""{"displayName":"Alice {{number}}"}""");
            return (number, response.StatusCode);
        }));

        // Assert
        var winner = Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.All(answers.Except([winner]), answer => Assert.Equal(HttpStatusCode.PreconditionFailed, answer.StatusCode));
        var profile = await ReadProfileAsync(client);
        Assert.Equal($"Alice {winner.number}", profile.GetProperty("displayName").GetString());
        Assert.Equal(2, profile.GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task A_profile_that_is_not_there_yet_cannot_be_changed()
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));

        using var response = await PutAsync(client, "\"1\"", """{"displayName":"Alice"}""");

        await AssertProblemAsync(response, HttpStatusCode.PreconditionFailed, "GET it again");
        Assert.Null(await api.FindUserAsync("alice"));
    }

    [Fact]
    public async Task All_wrong_members_are_named_at_once()
    {
        // Arrange
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        await ReadProfileAsync(client);
        var body = JsonSerializer.Serialize(new { displayName = new string('a', 81), homeCountry = "Switzerland", bio = new string('b', 1001) });

        // Act
        using var response = await PutAsync(client, "\"1\"", body);

        // Assert
        var problem = await AssertProblemAsync(response, HttpStatusCode.BadRequest);
        Assert.Equal(["bio", "displayName", "homeCountry"], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order());
    }

    [Theory]
    [InlineData("displayName", "a\u0000b")]
    [InlineData("displayName", "two\nlines")]
    [InlineData("displayName", "tab\there")]
    [InlineData("displayName", "\u202Ebackwards")]
    [InlineData("bio", "bell\u0007")]
    [InlineData("bio", "\u2066isolated")]
    [InlineData("homeCountry", "ch")]
    [InlineData("homeCountry", "XX")]
    [InlineData("homeCountry", "UK")]
    [InlineData("homeCountry", "CHE")]
    public async Task A_wrong_member_is_refused_by_name(string member, string value)
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        await ReadProfileAsync(client);

        using var response = await PutAsync(client, "\"1\"", JsonSerializer.Serialize(new Dictionary<string, string> { [member] = value }));

        var problem = await AssertProblemAsync(response, HttpStatusCode.BadRequest);
        Assert.Equal(member, Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name);
    }

    [Theory]
    [InlineData("""{"nickname":"Al"}""", "$.nickname")]
    [InlineData("""{"displayName":7}""", "$.displayName")]
    [InlineData("""{"displayName":"\ud800"}""", "$.displayName")]
    [InlineData("""{"displayName":""", "$")]
    [InlineData("""[]""", "$")]
    [InlineData("""no json""", "$")]
    public async Task An_unreadable_body_is_refused_with_the_place(string body, string path)
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        await ReadProfileAsync(client);

        using var response = await PutAsync(client, "\"1\"", body);

        var problem = await AssertProblemAsync(response, HttpStatusCode.BadRequest, path);
        Assert.DoesNotContain("TripLogger", problem.GetRawText());
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    public async Task A_missing_body_is_a_bad_request(string body)
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));

        using var response = await PutAsync(client, "\"1\"", body);

        await AssertProblemAsync(response, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_body_of_another_type_is_refused()
    {
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));

        using var response = await PutAsync(client, "\"1\"", "<displayName/>", "text/xml");

        await AssertProblemAsync(response, HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_not_read()
    {
        await using var api = await TestApi.CreateOwnAsync(dynamoDb);
        api.UseKestrel();
        using var client = api.CreateClient(api.Pool.SignIn("alice"));

        using var response = await PutAsync(client, "\"1\"", JsonSerializer.Serialize(new { bio = new string('b', 64 * 1024) }));

        await AssertProblemAsync(response, HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Text_is_kept_composed_and_trimmed()
    {
        // Arrange
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        await ReadProfileAsync(client);

        // Act
        using var response = await PutAsync(client, "\"1\"", JsonSerializer.Serialize(new { displayName = " Zoe\u0308 👩‍🚀 ", bio = "one\r\ntwo" }));

        // Assert
        var profile = await ReadAsync(response);
        Assert.Equal("Zo\u00EB 👩‍🚀", profile.GetProperty("displayName").GetString());
        Assert.Equal("one\ntwo", profile.GetProperty("bio").GetString());
    }

    [Fact]
    public async Task A_closed_account_is_neither_read_nor_changed_nor_created_again()
    {
        // Arrange
        await using var api = await TestApi.CreateAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice"));
        await api.DynamoDb.PutItemAsync(api.UserTable, new() { ["id"] = new(api.Pool.Sub("alice")), ["closedAt"] = new($"{DateTime.UtcNow:yyyy-MM-ddTHH:mm:ss.fffZ}") }, Cancel);

        // Act
        using var read = await client.GetAsync("/api/profile", Cancel);
        using var changed = await PutAsync(client, "\"1\"", """{"displayName":"Alice"}""");

        // Assert
        await AssertProblemAsync(read, HttpStatusCode.Gone, "closed");
        await AssertProblemAsync(changed, HttpStatusCode.Gone, "closed");
        Assert.Equal(["closedAt", "id"], (await api.FindUserAsync("alice"))!.Keys.Order());
        Assert.Equal(0, api.Pool.UserRequests);
    }

    [Fact]
    public async Task E_mail_addresses_are_in_no_log()
    {
        await using var api = await TestApi.CreateOwnAsync(dynamoDb);
        using var client = api.CreateClient(api.Pool.SignIn("alice", "alice@example.com"));

        await ReadProfileAsync(client);
        using var changed = await PutAsync(client, "\"1\"", """{"displayName":"Alice"}""");

        Assert.NotEmpty(api.Logs.Lines);
        Assert.DoesNotContain(api.Logs.Lines, line => line.Contains("alice@example.com", StringComparison.OrdinalIgnoreCase));
    }

    private static async Task<HttpResponseMessage> PutAsync(HttpClient client, string? ifMatch, string body, string type = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/profile")
        {
            Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(type)),
        };
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        return await client.SendAsync(request, Cancel);
    }

    private static async Task<JsonElement> ReadProfileAsync(HttpClient client)
    {
        using var response = await client.GetAsync("/api/profile", Cancel);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await ReadAsync(response);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response) => await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);

    private static async Task<JsonElement> AssertProblemAsync(HttpResponseMessage response, HttpStatusCode status, string detail = "")
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await ReadAsync(response);
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        if (detail.Length > 0)
        {
            Assert.Contains(detail, problem.GetProperty("detail").GetString());
        }

        return problem;
    }
}
