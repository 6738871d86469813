using System.IdentityModel.Tokens.Jwt;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Testing;
using TripLogger.AppHost.LocalCloud.Provisioning;
using TripLogger.AppHost.LocalCloud.Templates;
using TripLogger.Tests.Cognito.Support;
using TripLogger.Tests.Fixtures;
using TripLogger.Tests.Infra;

namespace TripLogger.Tests.LocalCloud;

/// <summary>The local cloud has what the stack's template says: it is described so, and it acts so.</summary>
public sealed class TemplateInEffectTests(DynamoDbLocal dynamoDb, SharedEmulator cognito, Stacks stacks) : IDisposable
{
    private const string Password = "Correct-horse-7";

    private readonly HttpClient _http = new();
    private readonly string _name = $"effect-{Guid.NewGuid():N}";

    [Fact]
    public async Task Pools_and_clients_are_described_as_the_template_has_them()
    {
        var (template, outputs) = await ApplyAsync();
        var emulator = await cognito.GetAsync();
        var pool = await emulator.CallAsync("DescribeUserPool", new { UserPoolId = outputs["UserPoolId"] });
        var client = await emulator.CallAsync("DescribeUserPoolClient", new { UserPoolId = outputs["UserPoolId"], ClientId = outputs["UserPoolClientId"] });
        var identities = await emulator.CallAsync("DescribeIdentityPool", new { IdentityPoolId = outputs["IdentityPoolId"] });
        var roles = await emulator.CallAsync("GetIdentityPoolRoles", new { IdentityPoolId = outputs["IdentityPoolId"] });

        // CloudFormation's own names, and what is told by other operations or in other words.
        AssertDescribed(Properties(template, "AWS::Cognito::UserPool"), pool["UserPool"]!, "UserPoolName", "EnabledMfas", "Schema");
        AssertDescribed(Properties(template, "AWS::Cognito::UserPoolClient"), client["UserPoolClient"]!, "GenerateSecret");
        AssertDescribed(Properties(template, "AWS::Cognito::IdentityPool"), identities);
        Assert.Equal(["authenticated", "unauthenticated"], roles["Roles"]!.AsObject().Select(role => role.Key).Order());
        Assert.Equal(_name + "-userpool", pool["UserPool"]!["Name"]!.GetValue<string>());
        Assert.Equal(
            $"arn:aws:lambda:us-east-1:000000000000:function:{_name}-addUserFunc", pool["UserPool"]!["LambdaConfig"]!["PostConfirmation"]!.GetValue<string>());
    }

    [Fact]
    public async Task Tables_are_described_as_the_template_has_them()
    {
        var (template, _) = await ApplyAsync();
        var client = await dynamoDb.GetClientAsync();
        var tables = template["Resources"]!.AsObject().Select(resource => resource.Value!).Where(resource => (string?)resource["Type"] == "AWS::DynamoDB::Table").ToList();

        Assert.NotEmpty(tables);
        foreach (var properties in tables.Select(table => table["Properties"]!))
        {
            var name = properties["TableName"]!.GetValue<string>();
            var table = (await client.DescribeTableAsync(name, TestContext.Current.CancellationToken)).Table;
            Assert.Equal(Keys(properties), table.KeySchema.Select(key => $"{key.KeyType} {key.AttributeName}"));
            Assert.Equal(properties["BillingMode"]!.GetValue<string>(), table.BillingModeSummary.BillingMode.Value);
            Assert.Equal(properties["DeletionProtectionEnabled"]?.GetValue<bool>() ?? false, table.DeletionProtectionEnabled);
            Assert.Equal(
                (properties["GlobalSecondaryIndexes"]?.AsArray() ?? []).Select(index => $"{index!["IndexName"]} {string.Join(',', Keys(index))} {index["Projection"]!["ProjectionType"]}").Order(),
                (table.GlobalSecondaryIndexes ?? []).Select(index =>
                    $"{index.IndexName} {string.Join(',', index.KeySchema.Select(key => $"{key.KeyType} {key.AttributeName}"))} {index.Projection.ProjectionType}").Order());
            if (properties["TimeToLiveSpecification"]?["AttributeName"] is { } expiry)
            {
                var timeToLive = (await client.DescribeTimeToLiveAsync(name, TestContext.Current.CancellationToken)).TimeToLiveDescription;
                Assert.Equal($"ENABLED {expiry}", $"{timeToLive.TimeToLiveStatus} {timeToLive.AttributeName}");
            }
        }

        static IEnumerable<string> Keys(JsonNode owner) => owner["KeySchema"]!.AsArray().Select(key => $"{key!["KeyType"]} {key["AttributeName"]}");
    }

    [Fact]
    public async Task What_the_template_says_about_users_is_in_effect()
    {
        // Arrange
        var (_, outputs) = await ApplyAsync();
        var emulator = await cognito.GetAsync();
        var (poolId, clientId) = (outputs["UserPoolId"], outputs["UserPoolClientId"]);
        var function = emulator.Functions.Add($"{_name}-addUserFunc", theEvent => FunctionAnswer.Of(theEvent));
        var (email, later) = (TestPool.NewEmail(), TestPool.NewEmail());

        // The policy; sign-up by e-mail alone; the verification's text; the trigger.
        foreach (var password in new[] { "Short-7!x", "without-uppercase-7", "WITHOUT-LOWERCASE-7", "Without-a-number", "Without1symbol" })
        {
            await emulator.FailAsync("InvalidPasswordException", "SignUp", SignUp(email, password));
        }

        await emulator.FailAsync("InvalidParameterException", "SignUp", SignUp("tina", Password));
        await emulator.CallAsync("SignUp", SignUp(email, Password));
        var message = await emulator.NewestMessageAsync(email);
        Assert.Equal("Your TripLogger code", message["subject"]!.GetValue<string>());
        var code = message["code"]!.GetValue<string>();
        Assert.Equal($"Your TripLogger code is {code}.", message["text"]!.GetValue<string>());
        await emulator.CallAsync("ConfirmSignUp", new { ClientId = clientId, Username = email, ConfirmationCode = code });
        Assert.Equal("PostConfirmation_ConfirmSignUp", Assert.Single(emulator.Functions.InvocationsOf(function)).Event["triggerSource"]!.GetValue<string>());

        // The client: its flows, e-mails in any case, lifetimes, rotation instead of the older refresh, what it may write, who exists.
        await emulator.FailAsync("InvalidParameterException", "AdminInitiateAuth", new
        {
            UserPoolId = poolId,
            ClientId = clientId,
            AuthFlow = "ADMIN_USER_PASSWORD_AUTH",
            AuthParameters = new { USERNAME = email, PASSWORD = Password },
        });
        var tokens = Tokens.Of(await emulator.CallAsync("InitiateAuth", SignIn(email.ToUpperInvariant())));
        var access = new JwtSecurityToken(tokens.Access);
        Assert.Equal(TimeSpan.FromHours(1), access.ValidTo - access.IssuedAt);
        var refreshed = Tokens.Of(await emulator.CallAsync("GetTokensFromRefreshToken", new { ClientId = clientId, RefreshToken = tokens.Refresh }));
        Assert.NotEqual(tokens.Refresh, refreshed.Refresh);
        await emulator.FailAsync(
            "InvalidParameterException", "InitiateAuth",
            new { ClientId = clientId, AuthFlow = "REFRESH_TOKEN_AUTH", AuthParameters = new { REFRESH_TOKEN = refreshed.Refresh } });
        await emulator.FailAsync("NotAuthorizedException", "UpdateUserAttributes", Update("name", "Tina"));
        await emulator.FailAsync("NotAuthorizedException", "InitiateAuth", SignIn(TestPool.NewEmail()));

        // The pool: an authenticator app is allowed and no must; a new address waits for its code; a password is reset by e-mail.
        await emulator.CallAsync("AssociateSoftwareToken", new { AccessToken = tokens.Access });
        await emulator.CallAsync("UpdateUserAttributes", Update("email", later));
        await emulator.CallAsync("InitiateAuth", SignIn(email));
        await emulator.CallAsync("VerifyUserAttribute", new { AccessToken = tokens.Access, AttributeName = "email", Code = await emulator.NewestCodeAsync(later) });
        await emulator.CallAsync("InitiateAuth", SignIn(later));
        await emulator.CallAsync("ForgotPassword", new { ClientId = clientId, Username = later });

        // Guests may come in.
        await emulator.CallAsync("GetId", new { IdentityPoolId = outputs["IdentityPoolId"] });

        object SignUp(string username, string password) => new { ClientId = clientId, Username = username, Password = password };
        object SignIn(string username) => new { ClientId = clientId, AuthFlow = "USER_PASSWORD_AUTH", AuthParameters = new { USERNAME = username, PASSWORD = Password } };
        object Update(string name, string value) => new { AccessToken = tokens.Access, UserAttributes = new[] { new { Name = name, Value = value } } };
    }

    public void Dispose() => _http.Dispose();

    /// <summary>The stack under names of its own, so that nobody else applies it at the same time.</summary>
    private async Task<(JsonObject Template, IReadOnlyDictionary<string, string> Outputs)> ApplyAsync()
    {
        var text = stacks.Develop.Root.ToJsonString().Replace("triplogger-develop", _name, StringComparison.Ordinal);
        var provisioner = new StackProvisioner(_http, await dynamoDb.GetEndpointAsync(), (await cognito.GetAsync()).BaseUrl, "start again.");
        var outputs = await provisioner.ApplyAsync(
            CloudFormationTemplate.Parse(text), new(_name, "us-east-1", "000000000000"), new FakeLogger(), TestContext.Current.CancellationToken);
        return (JsonNode.Parse(text)!.AsObject(), outputs);
    }

    private static JsonObject Properties(JsonObject template, string type) =>
        Assert.Single(template["Resources"]!.AsObject(), resource => (string?)resource.Value!["Type"] == type).Value!["Properties"]!.AsObject();

    /// <summary>What the template spells out is told in the same words; what it computes is looked at elsewhere.</summary>
    private static void AssertDescribed(JsonObject properties, JsonNode described, params string[] apart)
    {
        var plain = properties.Where(property => !apart.Contains(property.Key) && !IsComputed(property.Value)).ToList();
        Assert.NotEmpty(plain);
        Assert.All(plain, property => Assert.True(
            JsonNode.DeepEquals(property.Value, described[property.Key]),
            $"{property.Key} is {described[property.Key]?.ToJsonString() ?? "not there"}, not {property.Value?.ToJsonString()}."));
    }

    private static bool IsComputed(JsonNode? value) =>
        value?.ToJsonString() is { } text && (text.Contains("\"Ref\"", StringComparison.Ordinal) || text.Contains("\"Fn::", StringComparison.Ordinal));
}
