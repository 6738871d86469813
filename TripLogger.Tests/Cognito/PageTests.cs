using System.Net;
using TripLogger.Tests.Cognito.Support;

namespace TripLogger.Tests.Cognito;

public sealed class PageTests(SharedEmulator shared)
{
    [Fact]
    public async Task The_inbox_shows_mails_and_runs_nothing_of_theirs()
    {
        // Arrange
        var emulator = await shared.GetAsync();
        var pool = await TestPool.CreateAsync(emulator, new { VerificationMessageTemplate = new { EmailMessage = "<script>alert(1)</script> {####}", EmailSubject = "<b>Hi</b>" } });
        var email = TestPool.NewEmail();
        await pool.SignUpAsync(email);

        // Act
        using var response = await emulator.Http.GetAsync(new Uri($"/inbox?to={email}", UriKind.Relative), TestContext.Current.CancellationToken);
        var page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        // Assert
        Assert.Contains($"<td class=\"code\">{await emulator.NewestCodeAsync(email)}</td>", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>Hi", page, StringComparison.Ordinal);
        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Users_are_confirmed_disabled_reset_and_deleted_by_buttons()
    {
        // Arrange
        var emulator = await shared.GetAsync();
        var pool = await TestPool.CreateAsync(emulator);
        var email = TestPool.NewEmail();
        var sub = await pool.SignUpAsync(email);

        // Act and assert
        Assert.Contains("UNCONFIRMED", await PageAsync(email), StringComparison.Ordinal);
        Assert.Contains(sub, await PageAsync(sub[..8]), StringComparison.Ordinal);
        Assert.DoesNotContain(sub, await PageAsync("nobody"), StringComparison.Ordinal);
        Assert.Contains("<p>1 user</p>", await PageAsync(email), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await PressAsync("confirm"));
        await pool.SignInAsync(email);
        Assert.Equal(HttpStatusCode.BadRequest, await PressAsync("reset"));
        await emulator.CallAsync("AdminUpdateUserAttributes", new { UserPoolId = pool.Id, Username = email, UserAttributes = new[] { new { Name = "email_verified", Value = "true" } } });
        Assert.Equal(HttpStatusCode.OK, await PressAsync("reset"));
        Assert.Contains("RESET_REQUIRED", await PageAsync(email), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await PressAsync("disable"));
        Assert.Contains("disabled", await PageAsync(email), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await PressAsync("enable"));
        Assert.Equal(HttpStatusCode.NotFound, await PressAsync("promote"));
        Assert.Equal(HttpStatusCode.OK, await PressAsync("delete"));
        Assert.DoesNotContain(sub, await PageAsync(email), StringComparison.Ordinal);

        Task<string> PageAsync(string find) =>
            emulator.Http.GetStringAsync(new Uri($"/users?pool={pool.Id}&find={find}", UriKind.Relative), TestContext.Current.CancellationToken);
        Task<HttpStatusCode> PressAsync(string action) => PostAsync(emulator, action, pool.Id, sub, emulator.BaseUrl.GetLeftPart(UriPartial.Authority));
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("http://localhost:5173")]
    [InlineData("null")]
    [InlineData(null)]
    public async Task Other_pages_can_not_press_the_buttons(string? origin)
    {
        var emulator = await shared.GetAsync();
        var pool = await TestPool.CreateAsync(emulator);
        var email = await pool.NewUserAsync();

        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(emulator, "delete", pool.Id, email, origin));

        await pool.SignInAsync(email);
    }

    private static async Task<HttpStatusCode> PostAsync(Emulator emulator, string action, string poolId, string username, string? origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/users/{action}")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["pool"] = poolId, ["username"] = username }),
        };
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        using var response = await emulator.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
