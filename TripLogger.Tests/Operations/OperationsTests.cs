using Amazon.Runtime;
using Microsoft.Extensions.Time.Testing;
using TripLogger.Operations.Pool;
using TripLogger.Tests.Cognito.Support;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.Operations;

/// <summary>The operator's commands against the local cloud, as an operator starts them.</summary>
public sealed class OperationsTests(DynamoDbLocal dynamoDb, SharedEmulator emulator)
{
    [Theory]
    [InlineData("--email")]
    [InlineData("--sub")]
    public async Task An_account_is_closed_in_both_systems_but_only_when_it_is_meant(string by)
    {
        await using var stage = await OperationsStage.CreateAsync(dynamoDb, emulator);
        var (ada, bob) = (await stage.AddAsync(), await stage.AddAsync());
        var name = by == "--sub" ? ada.Sub : ada.Email.ToUpperInvariant();

        var shown = await stage.RunAsync("close", by, name);
        var wasOpen = await stage.IsOpenAsync(ada.Sub);
        var done = await stage.RunAsync("close", by, name, "--yes");
        var again = await stage.RunAsync("close", "--sub", ada.Sub, "--yes");

        Assert.True(shown.ExitCode == 0, shown.Output);
        Assert.Contains("Nothing was changed", shown.Output);
        Assert.Contains("a profile", shown.Output);
        Assert.True(wasOpen, "It was closed without --yes.");
        Assert.True(done.ExitCode == 0, done.Output);
        await stage.AssertIsClosedAsync(ada.Sub);
        Assert.True(await stage.IsOpenAsync(bob.Sub), "Somebody else's account was closed.");
        Assert.Equal(1, again.ExitCode);
        Assert.Contains("There is nothing to close", again.Output);
    }

    [Fact]
    public async Task Somebody_whom_the_pool_no_longer_knows_is_found_by_the_profile()
    {
        await using var stage = await OperationsStage.CreateAsync(dynamoDb, emulator);
        var ada = await stage.AddAsync();
        await stage.DeleteFromPoolAsync(ada.Sub);

        var done = await stage.RunAsync("close", "--email", ada.Email, "--yes");

        Assert.True(done.ExitCode == 0, done.Output);
        await stage.AssertIsClosedAsync(ada.Sub);
    }

    [Fact]
    public async Task An_address_of_two_accounts_closes_neither()
    {
        await using var stage = await OperationsStage.CreateAsync(dynamoDb, emulator);
        var (ada, bob) = (await stage.AddAsync(), await stage.AddAsync());
        await stage.PutProfileAsync(bob.Sub, ada.Email);

        var refused = await stage.RunAsync("close", "--email", ada.Email, "--yes");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains(ada.Sub, refused.Output);
        Assert.Contains(bob.Sub, refused.Output);
        Assert.True(await stage.IsOpenAsync(ada.Sub) && await stage.IsOpenAsync(bob.Sub), "One of them was closed.");
    }

    [Fact]
    public async Task What_was_left_in_the_middle_is_finished()
    {
        await using var stage = await OperationsStage.CreateAsync(dynamoDb, emulator);
        var (ada, bob, eve) = (await stage.AddAsync(), await stage.AddAsync(), await stage.AddAsync());
        await stage.PutTombstoneAsync(ada.Sub);
        await stage.PutTombstoneAsync(bob.Sub);
        await stage.DeleteFromPoolAsync(bob.Sub);

        var shown = await stage.RunAsync("finish");
        var wasInPool = await stage.IsInPoolAsync(ada.Sub);
        var done = await stage.RunAsync("finish", "--yes");

        Assert.Contains("2 closings were left in the middle", shown.Output);
        Assert.True(wasInPool, "It was finished without --yes.");
        Assert.True(done.ExitCode == 0, done.Output);
        await stage.AssertIsClosedAsync(ada.Sub);
        await stage.AssertIsClosedAsync(bob.Sub);
        Assert.True(await stage.IsOpenAsync(eve.Sub), "An open account was closed.");
    }

    [Fact]
    public async Task After_a_restore_those_who_had_left_leave_again_by_the_record_and_by_the_pool()
    {
        // Arrange: more users than fit on a page of the pool, one who left and came back with both tables, one with the trips alone,
        // one who had left before there was a record.
        await using var stage = await OperationsStage.CreateAsync(dynamoDb, emulator);
        var stays = await Task.WhenAll(Enumerable.Range(0, 65).Select(_ => stage.AddAsync()));

        var (recorded, trips, unrecorded) = (await stage.AddAsync(), await stage.AddAsync(), await stage.AddAsync());
        foreach (var account in new[] { recorded, trips })
        {
            Assert.Equal(0, (await stage.RunAsync("close", "--sub", account.Sub, "--yes")).ExitCode);
        }

        await stage.PutProfileAsync(recorded.Sub, recorded.Email);
        await stage.PutTripAsync(recorded.Sub);
        await stage.PutTripAsync(trips.Sub);
        await stage.DeleteFromPoolAsync(unrecorded.Sub);

        // Act
        var shown = await stage.RunAsync("close-again");
        var wasBack = await stage.IsOpenAsync(recorded.Sub);
        var done = await stage.RunAsync("close-again", "--yes");
        var again = await stage.RunAsync("close-again", "--yes");

        // Assert
        Assert.True(shown.ExitCode == 0, shown.Output);
        Assert.Contains("2 accounts are back of people who have left by the record, 1 whom the pool does not know", shown.Output);
        Assert.True(wasBack, "It was closed without --yes.");
        Assert.True(done.ExitCode == 0, done.Output);
        Assert.Contains("0 accounts are back of people who have left by the record, 0 whom the pool does not know", again.Output);
        foreach (var account in new[] { recorded, trips, unrecorded })
        {
            await stage.AssertIsClosedAsync(account.Sub);
        }

        foreach (var account in stays)
        {
            Assert.True(await stage.IsOpenAsync(account.Sub), "Somebody who stays was closed.");
        }
    }

    [Fact]
    public async Task A_pool_that_is_not_the_right_one_or_does_not_tell_all_closes_nobody()
    {
        // Arrange
        await using var stage = await OperationsStage.CreateAsync(dynamoDb, emulator);
        var accounts = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => stage.AddAsync()));

        var unrelated = await stage.CreatePoolAsync("somebody-elses-userpool");
        var replaced = await stage.CreatePoolAsync($"{stage.Prefix}-userpool");

        // Act
        var otherName = await stage.RunAsync(["close-again", "--yes"], unrelated);
        var otherUsers = await stage.RunAsync(["close-again", "--yes", "--unknown", "12"], replaced);
        var missing = await stage.RunAsync(["close-again", "--yes"], "us-east-1_000000000");
        foreach (var account in accounts.Take(6))
        {
            await stage.DeleteFromPoolAsync(account.Sub);
        }

        var implausible = await stage.RunAsync("close-again", "--yes");
        var miscounted = await stage.RunAsync("close-again", "--yes", "--unknown", "5");
        var livesAndLeft = await stage.AddAsync();
        await stage.PutRecordAsync(livesAndLeft.Sub);
        var contradicted = await stage.RunAsync("close-again", "--yes", "--unknown", "6");
        await stage.DeleteRecordAsync(livesAndLeft.Sub);

        // Assert
        Assert.All(
            [
                (otherName, "but this environment's is"), (otherUsers, "not a single one of the profiles"), (missing, "There is no pool"),
                (implausible, "add --unknown 6"), (miscounted, "add --unknown 6"), (contradicted, "not of the same environment"),
            ],
            ((OperationsStage.Result Result, string Text) refused) =>
            {
                Assert.True(refused.Result.ExitCode == 1, refused.Result.Output);
                Assert.Contains(refused.Text, refused.Result.Output);
            });
        foreach (var account in accounts)
        {
            Assert.True(await stage.HasProfileAsync(account.Sub), "An account was closed.");
        }

        Assert.Equal(0, (await stage.RunAsync("close-again", "--yes", "--unknown", "6")).ExitCode);
        Assert.True(
            await stage.HasProfileAsync(accounts[^1].Sub) && !await stage.HasProfileAsync(accounts[0].Sub),
            "Confirmed, it closes those and no others.");
    }

    [Fact]
    public async Task The_documented_policy_allows_what_the_commands_ask_for_and_no_more()
    {
        await using var stage = await OperationsStage.CreateAsync(dynamoDb, emulator);
        var (ada, bob, eve) = (await stage.AddAsync(), await stage.AddAsync(), await stage.AddAsync());
        await stage.PutTombstoneAsync(bob.Sub);

        foreach (var command in new[] { $"close --email {ada.Email} --yes", "finish --yes", "close-again --yes" })
        {
            var result = await stage.RunAsync(command.Split(' '));
            Assert.True(result.ExitCode == 0, result.Output);
        }

        Assert.True(await stage.IsOpenAsync(eve.Sub), "Somebody else's account was closed.");
        Assert.Equal(
            Permissions.Documented().Order(StringComparer.Ordinal),
            stage.Used.Keys.Append("ssm:GetParameter").Order(StringComparer.Ordinal));
    }

    /// <summary>The expected signatures were computed by botocore 1.43.</summary>
    [Theory]
    [InlineData(null, "a3531b8544a449decd3720f79c313c4d7fb61db51f3924b2e43eae413051b2b0")]
    [InlineData("session-token", "d3fff1fd2449709f88c9206d01dedab214f84798ee6720c9e9c458cefa99aae6")]
    public async Task Requests_are_signed_as_AWS_wants_it(string? token, string signature)
    {
        AWSCredentials credentials = token is null
            ? new BasicAWSCredentials("AKIDEXAMPLE", "secret")
            : new SessionAWSCredentials("AKIDEXAMPLE", "secret", token);
        using var http = new HttpClient();
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        var client = new SignedJsonClient(
            http, "cognito-idp", "AWSCognitoIdentityProviderService", "eu-central-1", credentials, clock: clock);

        using var request = await client.SignAsync("ListUsers", """{"UserPoolId":"eu-central-1_Example01"}""");

        Assert.Equal("https://cognito-idp.eu-central-1.amazonaws.com/", request.RequestUri?.AbsoluteUri);
        Assert.EndsWith($"Signature={signature}", Assert.Single(request.Headers.GetValues("Authorization")));
        Assert.Equal(token is not null, request.Headers.Contains("x-amz-security-token"));
    }

    [Theory]
    [InlineData("GetItem")]
    [InlineData("PutItem")]
    [InlineData("BatchWriteItem")]
    [InlineData("AdminDeleteUser")]
    [InlineData("TransactWriteItems")]
    public async Task A_command_that_breaks_off_says_so_and_goes_on_when_it_is_repeated(string operation)
    {
        await using var stage = await OperationsStage.CreateAsync(dynamoDb, emulator);
        var ada = await stage.AddAsync();

        stage.Cut(operation);
        var broken = await stage.RunAsync("close", "--sub", ada.Sub, "--yes");
        stage.Cut(operation: null);
        var repeated = await stage.RunAsync("close", "--sub", ada.Sub, "--yes");

        Assert.True(broken.ExitCode == 1, broken.Output);
        Assert.Contains("it goes on where it stopped", broken.Output);
        Assert.True(repeated.ExitCode == 0, repeated.Output);
        await stage.AssertIsClosedAsync(ada.Sub);
    }

    [Theory]
    [InlineData("close --yes")]
    [InlineData("close --sub a --email b --yes")]
    [InlineData("close --sbu a --yes")]
    [InlineData("closes --sub a")]
    public async Task A_command_that_is_not_understood_does_nothing(string arguments)
    {
        await using var stage = await OperationsStage.CreateAsync(dynamoDb, emulator);

        var result = await stage.RunAsync(arguments.Split(' '));

        Assert.NotEqual(0, result.ExitCode);
        Assert.Empty(stage.Requests);
    }
}
