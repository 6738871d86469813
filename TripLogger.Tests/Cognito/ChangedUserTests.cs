using System.IdentityModel.Tokens.Jwt;
using TripLogger.Tests.Cognito.Support;

namespace TripLogger.Tests.Cognito;

/// <summary>What an administrator changes counts for sign-ins that run already, all of them, and for those that are half done.</summary>
public sealed class ChangedUserTests(SharedEmulator shared)
{
    /// <summary>What is done to the user, and the error by which both of their sign-ins end; null: they go on.</summary>
    public static TheoryData<string, string?> Changes => new()
    {
        { "AdminDisableUser", "NotAuthorizedException" },
        { "AdminResetUserPassword", "PasswordResetRequiredException" },
        { "AdminUserGlobalSignOut", "NotAuthorizedException" },
        { "GlobalSignOut", "NotAuthorizedException" },
        { "AdminDeleteUser", "NotAuthorizedException" },
        { "AdminSetUserPassword", null },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_change_meets_every_running_sign_in_at_its_refresh(string change, string? error)
    {
        // Arrange
        var pool = await NewPoolAsync();
        var (email, other) = (await pool.NewUserAsync(), await pool.NewUserAsync());
        Tokens[] signIns = [await pool.SignInAsync(email), await pool.SignInAsync(email)];
        var bystander = await pool.SignInAsync(other);

        // Act
        await ChangeAsync(pool, email, change, signIns[0]);

        // Assert
        foreach (var tokens in signIns)
        {
            var refresh = new { pool.ClientId, RefreshToken = tokens.Refresh };
            var answer = await pool.Emulator.SendAsync("GetTokensFromRefreshToken", refresh);
            Assert.True(answer.ErrorType == error, $"{change}: {answer.Status} {answer.Body.ToJsonString()}");
            if (error == "NotAuthorizedException")
            {
                await pool.Emulator.FailAsync(error, "GetUser", new { AccessToken = tokens.Access });
            }
        }

        await pool.Emulator.CallAsync("GetTokensFromRefreshToken", new { pool.ClientId, RefreshToken = bystander.Refresh });
    }

    [Fact]
    public async Task Who_is_enabled_again_has_to_sign_in_again()
    {
        var pool = await NewPoolAsync();
        var email = await pool.NewUserAsync();
        var tokens = await pool.SignInAsync(email);

        await ChangeAsync(pool, email, "AdminDisableUser", tokens);
        await ChangeAsync(pool, email, "AdminEnableUser", tokens);

        await pool.Emulator.FailAsync("NotAuthorizedException", "GetTokensFromRefreshToken", new { pool.ClientId, RefreshToken = tokens.Refresh });
        await pool.SignInAsync(email);
    }

    [Fact]
    public async Task A_group_is_in_the_tokens_of_the_next_refresh_and_gone_from_those_after_it_ended()
    {
        var pool = await NewPoolAsync();
        var email = await pool.NewUserAsync();
        var tokens = await pool.SignInAsync(email);
        var member = new { UserPoolId = pool.Id, Username = email, GroupName = "guides" };
        await pool.Emulator.CallAsync("CreateGroup", new { UserPoolId = pool.Id, GroupName = "guides" });

        await pool.Emulator.CallAsync("AdminAddUserToGroup", member);
        var added = await RefreshAsync(tokens);
        await pool.Emulator.CallAsync("AdminRemoveUserFromGroup", member);
        var removed = await RefreshAsync(added);

        Assert.DoesNotContain("cognito:groups", Names(tokens));
        Assert.Contains("cognito:groups", Names(added));
        Assert.DoesNotContain("cognito:groups", Names(removed));

        async Task<Tokens> RefreshAsync(Tokens before) =>
            Tokens.Of(await pool.Emulator.CallAsync("GetTokensFromRefreshToken", new { pool.ClientId, RefreshToken = before.Refresh }));
        static IEnumerable<string> Names(Tokens tokens) => new JwtSecurityToken(tokens.Access).Payload.Keys;
    }

    [Fact]
    public async Task An_attribute_is_in_the_id_token_of_the_next_refresh()
    {
        var pool = await NewPoolAsync();
        var email = await pool.NewUserAsync();
        var tokens = await pool.SignInAsync(email);

        await pool.Emulator.CallAsync(
            "AdminUpdateUserAttributes", new { UserPoolId = pool.Id, Username = email, UserAttributes = new[] { new { Name = "name", Value = "Tina" } } });

        var refreshed = Tokens.Of(await pool.Emulator.CallAsync("GetTokensFromRefreshToken", new { pool.ClientId, RefreshToken = tokens.Refresh }));
        Assert.Equal("Tina", new JwtSecurityToken(refreshed.Id).Payload["name"]);
    }

    [Theory]
    [InlineData("AdminDisableUser", "NotAuthorizedException")]
    [InlineData("AdminResetUserPassword", "PasswordResetRequiredException")]
    [InlineData("AdminDeleteUser", "NotAuthorizedException")]
    [InlineData("AdminSetUserPassword", "NotAuthorizedException")]
    public async Task A_change_meets_a_sign_in_that_is_half_done(string change, string error)
    {
        var pool = await NewPoolAsync();
        var (email, srp) = (await pool.NewUserAsync(), new SrpClient());
        var challenge = await pool.Emulator.CallAsync(
            "InitiateAuth", new { pool.ClientId, AuthFlow = "USER_SRP_AUTH", AuthParameters = new { USERNAME = email, SRP_A = srp.PublicValue } });

        await ChangeAsync(pool, email, change, tokens: null);

        await pool.Emulator.FailAsync(
            error, "RespondToAuthChallenge", srp.Respond(pool, challenge["ChallengeParameters"]!.AsObject(), TestPool.Password));
    }

    private static async Task ChangeAsync(TestPool pool, string email, string change, Tokens? tokens) => await pool.Emulator.CallAsync(change, change switch
    {
        "GlobalSignOut" => new { AccessToken = tokens!.Access },
        "AdminSetUserPassword" => (object)new { UserPoolId = pool.Id, Username = email, Password = "Better-horse-8", Permanent = true },
        _ => new { UserPoolId = pool.Id, Username = email },
    });

    private async Task<TestPool> NewPoolAsync() => await TestPool.CreateAsync(await shared.GetAsync());
}
