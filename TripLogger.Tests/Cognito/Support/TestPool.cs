using System.Text.Json;
using System.Text.Json.Nodes;

namespace TripLogger.Tests.Cognito.Support;

/// <summary>A user pool of its own for one test, set up as the stack does it, and what its users do all day.</summary>
public sealed class TestPool
{
    public const string Password = "Correct-horse-7";

    private TestPool(Emulator emulator, string id, string clientId, string? clientSecret)
    {
        Emulator = emulator;
        Id = id;
        ClientId = clientId;
        ClientSecret = clientSecret;
    }

    public Emulator Emulator { get; }

    public string Id { get; }

    public string ClientId { get; }

    public string? ClientSecret { get; }

    public string Issuer => $"{Emulator.BaseUrl}{Id}";

    /// <param name="pool">Members of CreateUserPool that differ from the stack's.</param>
    /// <param name="client">Members of CreateUserPoolClient that differ from the stack's.</param>
    public static async Task<TestPool> CreateAsync(Emulator emulator, object? pool = null, object? client = null)
    {
        var created = await emulator.CallAsync("CreateUserPool", With(PoolRequest($"pool-{Guid.NewGuid():N}"), pool));
        var id = created["UserPool"]!["Id"]!.GetValue<string>();
        var added = await emulator.CallAsync("CreateUserPoolClient", With(ClientRequest(id, "web"), client));
        return new TestPool(
            emulator, id, added["UserPoolClient"]!["ClientId"]!.GetValue<string>(), added["UserPoolClient"]!["ClientSecret"]?.GetValue<string>());
    }

    public static JsonObject PoolRequest(string name) => JsonSerializer.SerializeToNode(new
    {
        PoolName = name,
        UsernameAttributes = new[] { "email" },
        UsernameConfiguration = new { CaseSensitive = false },
        AutoVerifiedAttributes = new[] { "email" },
        Schema = new[] { new { Name = "email", Required = true, Mutable = true } },
        UserAttributeUpdateSettings = new { AttributesRequireVerificationBeforeUpdate = new[] { "email" } },
        Policies = new { PasswordPolicy = new { MinimumLength = 8, RequireLowercase = true, RequireUppercase = true, RequireNumbers = true } },
        MfaConfiguration = "OPTIONAL",
        AccountRecoverySetting = new { RecoveryMechanisms = new[] { new { Name = "verified_email", Priority = 1 } } },
        UserPoolTags = new { project = "triplogger" },
    })!.AsObject();

    public static JsonObject ClientRequest(string poolId, string name) => JsonSerializer.SerializeToNode(new
    {
        UserPoolId = poolId,
        ClientName = name,
        GenerateSecret = false,
        ExplicitAuthFlows = new[] { "ALLOW_USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH" },
        PreventUserExistenceErrors = "ENABLED",
        RefreshTokenRotation = new { Feature = "ENABLED", RetryGracePeriodSeconds = 60 },
        AccessTokenValidity = 60,
        IdTokenValidity = 60,
        RefreshTokenValidity = 30,
        TokenValidityUnits = new { AccessToken = "minutes", IdToken = "minutes", RefreshToken = "days" },
        EnableTokenRevocation = true,
    })!.AsObject();

    /// <summary>An address that no other test uses.</summary>
    public static string NewEmail() => $"traveller-{Guid.NewGuid():N}@example.com";

    public async Task<string> SignUpAsync(string email, string password = Password)
    {
        var answer = await Emulator.CallAsync("SignUp", new
        {
            ClientId,
            Username = email,
            Password = password,
            UserAttributes = new[] { new { Name = "email", Value = email } },
        });
        return answer["UserSub"]!.GetValue<string>();
    }

    public async Task ConfirmAsync(string email) => await Emulator.CallAsync(
        "ConfirmSignUp", new { ClientId, Username = email, ConfirmationCode = await Emulator.NewestCodeAsync(email) });

    /// <summary>A user who has signed up and confirmed.</summary>
    /// <returns>The e-mail address.</returns>
    public async Task<string> NewUserAsync()
    {
        var email = NewEmail();
        await SignUpAsync(email);
        await ConfirmAsync(email);
        return email;
    }

    public object PasswordAuth(string username, string password = Password) =>
        new { ClientId, AuthFlow = "USER_PASSWORD_AUTH", AuthParameters = new { USERNAME = username, PASSWORD = password } };

    public async Task<Tokens> SignInAsync(string username, string password = Password) =>
        Tokens.Of(await Emulator.CallAsync("InitiateAuth", PasswordAuth(username, password)));

    /// <summary>The members of <paramref name="changes"/> replace those of <paramref name="request"/>.</summary>
    public static JsonObject With(JsonObject request, object? changes)
    {
        foreach (var (name, value) in changes is null ? [] : JsonSerializer.SerializeToNode(changes)!.AsObject())
        {
            request[name] = value?.DeepClone();
        }

        return request;
    }
}

public sealed record Tokens(string Access, string Id, string? Refresh)
{
    public static Tokens Of(JsonObject response)
    {
        var result = response["AuthenticationResult"];
        Assert.True(result is not null, $"There are no tokens in {response.ToJsonString()}");
        return new Tokens(
            result["AccessToken"]!.GetValue<string>(), result["IdToken"]!.GetValue<string>(), result["RefreshToken"]?.GetValue<string>());
    }
}
