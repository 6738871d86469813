using System.Text.Json.Nodes;
using TripLogger.Tests.Cognito.Support;

namespace TripLogger.Tests.Cognito;

public sealed class SignUpTests(SharedEmulator shared)
{
    [Fact]
    public async Task A_traveller_signs_up_confirms_and_signs_in()
    {
        // Arrange
        var pool = await NewPoolAsync();
        var email = TestPool.NewEmail();

        // Act
        var signUp = await pool.Emulator.CallAsync("SignUp", SignUpRequest(pool, email));
        await pool.ConfirmAsync(email);
        var tokens = await pool.SignInAsync(email);
        var user = await pool.Emulator.CallAsync("GetUser", new { AccessToken = tokens.Access });

        // Assert
        Assert.False(signUp["UserConfirmed"]!.GetValue<bool>());
        Assert.Equal("EMAIL", signUp["CodeDeliveryDetails"]!["DeliveryMedium"]!.GetValue<string>());
        Assert.Equal("t***@e***", signUp["CodeDeliveryDetails"]!["Destination"]!.GetValue<string>());
        Assert.Equal(signUp["UserSub"]!.GetValue<string>(), user["Username"]!.GetValue<string>());
        Assert.Equal("true", AttributeOf(user, "email_verified"));
        Assert.Equal(email, AttributeOf(user, "email"));
    }

    [Fact]
    public async Task An_email_is_the_same_in_any_case()
    {
        var pool = await NewPoolAsync();
        var email = await pool.NewUserAsync();

        await pool.SignInAsync(email.ToUpperInvariant());
        var message = await pool.Emulator.FailAsync("UsernameExistsException", "SignUp", SignUpRequest(pool, email.ToUpperInvariant()));

        Assert.Equal("An account with the given email already exists.", message);
    }

    [Theory]
    [InlineData("short7A", "Password not long enough")]
    [InlineData("without-uppercase-7", "Password must have uppercase characters")]
    [InlineData("WITHOUT-LOWERCASE-7", "Password must have lowercase characters")]
    [InlineData("Without-a-number", "Password must have numeric characters")]
    public async Task A_password_outside_the_policy_is_refused(string password, string reason)
    {
        var pool = await NewPoolAsync();

        var message = await pool.Emulator.FailAsync("InvalidPasswordException", "SignUp", SignUpRequest(pool, TestPool.NewEmail(), password));

        Assert.Equal($"Password did not conform with policy: {reason}", message);
    }

    [Theory]
    [InlineData("sub", "NotAuthorizedException")]
    [InlineData("email_verified", "NotAuthorizedException")]
    [InlineData("shoe_size", "InvalidParameterException")]
    [InlineData("custom:unknown", "InvalidParameterException")]
    public async Task Attributes_that_a_user_may_not_set_are_refused(string attribute, string errorType)
    {
        var pool = await NewPoolAsync();
        var email = TestPool.NewEmail();

        await pool.Emulator.FailAsync(errorType, "SignUp", new
        {
            pool.ClientId,
            Username = email,
            TestPool.Password,
            UserAttributes = new[] { new { Name = "email", Value = email }, new { Name = attribute, Value = "true" } },
        });
    }

    [Fact]
    public async Task A_required_attribute_must_be_given()
    {
        var schema = new object[] { new { Name = "email", Required = true, Mutable = true }, new { Name = "name", Required = true, Mutable = true } };
        var pool = await TestPool.CreateAsync(await shared.GetAsync(), new { Schema = schema });

        var message = await pool.Emulator.FailAsync("InvalidParameterException", "SignUp", SignUpRequest(pool, TestPool.NewEmail()));

        Assert.Contains("name: The attribute name is required", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_name_that_is_no_email_is_refused_where_the_pool_signs_up_with_emails()
    {
        var pool = await NewPoolAsync();

        var message = await pool.Emulator.FailAsync("InvalidParameterException", "SignUp", new { pool.ClientId, Username = "tina", TestPool.Password });

        Assert.Equal("Username should be an email.", message);
    }

    [Fact]
    public async Task A_wrong_code_does_not_confirm_and_a_new_one_replaces_the_old()
    {
        // Arrange
        var pool = await NewPoolAsync();
        var email = TestPool.NewEmail();
        await pool.SignUpAsync(email);
        var first = await pool.Emulator.NewestCodeAsync(email);

        // Act: the codes could be equal once in a million draws.
        string second;
        do
        {
            await pool.Emulator.CallAsync("ResendConfirmationCode", new { pool.ClientId, Username = email });
            second = await pool.Emulator.NewestCodeAsync(email);
        }
        while (second == first);

        // Assert
        await pool.Emulator.FailAsync("CodeMismatchException", "ConfirmSignUp", new { pool.ClientId, Username = email, ConfirmationCode = first });
        await pool.Emulator.FailAsync("UserNotConfirmedException", "InitiateAuth", pool.PasswordAuth(email));
        await pool.Emulator.CallAsync("ConfirmSignUp", new { pool.ClientId, Username = email, ConfirmationCode = second });
        var again = await pool.Emulator.FailAsync("NotAuthorizedException", "ConfirmSignUp", new { pool.ClientId, Username = email, ConfirmationCode = second });
        Assert.Equal("User cannot be confirmed. Current status is CONFIRMED", again);
        await pool.Emulator.FailAsync("InvalidParameterException", "ResendConfirmationCode", new { pool.ClientId, Username = email });
    }

    [Fact]
    public async Task Guessing_codes_ends_at_a_limit()
    {
        // Arrange
        var pool = await NewPoolAsync();
        var email = TestPool.NewEmail();
        await pool.SignUpAsync(email);
        var code = await pool.Emulator.NewestCodeAsync(email);
        var wrong = code == "000000" ? "000001" : "000000";

        // Act
        for (var attempt = 0; attempt < 20; attempt++)
        {
            await pool.Emulator.FailAsync("CodeMismatchException", "ConfirmSignUp", new { pool.ClientId, Username = email, ConfirmationCode = wrong });
        }

        // Assert: now the right one comes too late as well.
        await pool.Emulator.FailAsync("LimitExceededException", "ConfirmSignUp", new { pool.ClientId, Username = email, ConfirmationCode = code });
    }

    [Fact]
    public async Task An_unknown_user_is_not_told_when_the_client_prevents_existence_errors()
    {
        var pool = await NewPoolAsync();
        var email = TestPool.NewEmail();

        var resent = await pool.Emulator.CallAsync("ResendConfirmationCode", new { pool.ClientId, Username = email });

        Assert.Equal("t***@e***", resent["CodeDeliveryDetails"]!["Destination"]!.GetValue<string>());
        await pool.Emulator.FailAsync("ExpiredCodeException", "ConfirmSignUp", new { pool.ClientId, Username = email, ConfirmationCode = "123456" });
    }

    [Fact]
    public async Task Every_unmet_constraint_is_named_in_the_services_words()
    {
        var pool = await NewPoolAsync();

        var message = await pool.Emulator.FailAsync("InvalidParameterException", "SignUp", new { pool.ClientId });

        Assert.Equal(
            "2 validation errors detected: Value null at 'username' failed to satisfy constraint: Member must not be null; " +
            "Value null at 'password' failed to satisfy constraint: Member must not be null",
            message);
    }

    [Fact]
    public async Task Hundred_parallel_sign_ups_with_one_email_make_one_user()
    {
        var pool = await NewPoolAsync();
        var email = TestPool.NewEmail();

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => pool.Emulator.SendAsync("SignUp", SignUpRequest(pool, email))));

        Assert.Single(answers, answer => answer.Status == 200);
        Assert.All(answers, answer => Assert.True(answer.Status == 200 || answer.ErrorType == "UsernameExistsException", answer.Body.ToJsonString()));
    }

    private static object SignUpRequest(TestPool pool, string email, string password = TestPool.Password) =>
        new { pool.ClientId, Username = email, Password = password, UserAttributes = new[] { new { Name = "email", Value = email } } };

    private static string? AttributeOf(JsonObject user, string name) =>
        user["UserAttributes"]!.AsArray().SingleOrDefault(attribute => attribute!["Name"]!.GetValue<string>() == name)?["Value"]!.GetValue<string>();

    private async Task<TestPool> NewPoolAsync() => await TestPool.CreateAsync(await shared.GetAsync());
}
