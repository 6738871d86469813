using System.Text.Json.Nodes;
using TripLogger.Tests.Cognito.Support;

namespace TripLogger.Tests.Cognito;

public sealed class PoolTests(SharedEmulator shared)
{
    [Fact]
    public async Task Ids_follow_from_names_and_a_second_of_a_name_gets_another()
    {
        // Arrange
        var name = $"pool-{Guid.NewGuid():N}";
        await using var elsewhere = await Emulator.StartAsync();
        var emulator = await shared.GetAsync();

        // Act
        var here = await CreateAsync(emulator);
        var there = await CreateAsync(elsewhere);
        var second = await CreateAsync(emulator);

        // Assert
        Assert.Equal(here, there);
        Assert.NotEqual(here.Pool, second.Pool);
        Assert.NotEqual(here.IdentityPool, second.IdentityPool);
        Assert.Matches("^us-east-1_[0-9A-Za-z]{9}$", here.Pool);
        Assert.Matches("^[0-9a-z]{26}$", here.Client);
        Assert.Matches("^us-east-1:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", here.IdentityPool);

        async Task<(string Pool, string Client, string IdentityPool)> CreateAsync(Emulator on)
        {
            var pool = (await on.CallAsync("CreateUserPool", new { PoolName = name }))["UserPool"]!["Id"]!.GetValue<string>();
            var client = (await on.CallAsync("CreateUserPoolClient", new { UserPoolId = pool, ClientName = "web" }))["UserPoolClient"]!["ClientId"]!.GetValue<string>();
            var identityPool = await on.CallAsync("CreateIdentityPool", new { IdentityPoolName = name, AllowUnauthenticatedIdentities = true });
            return (pool, client, identityPool["IdentityPoolId"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task A_pool_tells_everything_it_was_given()
    {
        var emulator = await shared.GetAsync();
        var request = TestPool.With(TestPool.PoolRequest($"pool-{Guid.NewGuid():N}"), new
        {
            UserPoolTier = "ESSENTIALS",
            EmailConfiguration = new { EmailSendingAccount = "COGNITO_DEFAULT" },
            UserPoolAddOns = new { AdvancedSecurityMode = "OFF" },
            DeletionProtection = "INACTIVE",
            AdminCreateUserConfig = new { AllowAdminCreateUserOnly = false },
            VerificationMessageTemplate = new { DefaultEmailOption = "CONFIRM_WITH_CODE", EmailMessage = "Code: {####}", EmailSubject = "Hello" },
        });

        var id = (await emulator.CallAsync("CreateUserPool", request))["UserPool"]!["Id"]!.GetValue<string>();
        var described = (await emulator.CallAsync("DescribeUserPool", new { UserPoolId = id }))["UserPool"]!;

        foreach (var (name, value) in request.Where(member => member.Key is not ("PoolName" or "Schema" or "Policies")))
        {
            Assert.True(JsonNode.DeepEquals(value, described[name]), $"{name} came back as {described[name]?.ToJsonString()}");
        }

        Assert.Equal($"arn:aws:cognito-idp:us-east-1:000000000000:userpool/{id}", described["Arn"]!.GetValue<string>());
        Assert.Equal(0, described["EstimatedNumberOfUsers"]!.GetValue<int>());
        Assert.Contains(described["SchemaAttributes"]!.AsArray(), attribute => attribute!["Name"]!.GetValue<string>() == "email" && attribute["Required"]!.GetValue<bool>());
    }

    [Fact]
    public async Task What_a_pool_is_not_told_has_the_services_defaults()
    {
        var emulator = await shared.GetAsync();
        var created = (await emulator.CallAsync("CreateUserPool", new
        {
            PoolName = $"pool-{Guid.NewGuid():N}",
            Policies = new { PasswordPolicy = new { RequireNumbers = true } },
            Schema = new[] { new { Name = "shoe_size" } },
        }))["UserPool"]!;

        var policy = created["Policies"]!["PasswordPolicy"]!;
        Assert.Equal(8, policy["MinimumLength"]!.GetValue<int>());
        Assert.Equal(7, policy["TemporaryPasswordValidityDays"]!.GetValue<int>());
        var custom = created["SchemaAttributes"]!.AsArray().Single(attribute => attribute!["Name"]!.GetValue<string>() == "custom:shoe_size")!;
        Assert.Equal("String", custom["AttributeDataType"]!.GetValue<string>());
        Assert.True(custom["Mutable"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_pool_with_deletion_protection_stays()
    {
        var emulator = await shared.GetAsync();
        var pool = await TestPool.CreateAsync(emulator, new { DeletionProtection = "ACTIVE" });

        await emulator.FailAsync("InvalidParameterException", "DeleteUserPool", new { UserPoolId = pool.Id });
        await emulator.CallAsync("UpdateUserPool", new { UserPoolId = pool.Id, DeletionProtection = "INACTIVE" });
        await emulator.CallAsync("DeleteUserPool", new { UserPoolId = pool.Id });

        await emulator.FailAsync("ResourceNotFoundException", "InitiateAuth", pool.PasswordAuth("anyone@example.com"));
    }

    [Fact]
    public async Task An_update_replaces_settings_and_keeps_identity_and_users()
    {
        var emulator = await shared.GetAsync();
        var pool = await TestPool.CreateAsync(emulator);
        var email = await pool.NewUserAsync();

        await emulator.CallAsync("UpdateUserPool", new
        {
            UserPoolId = pool.Id,
            AutoVerifiedAttributes = new[] { "email" },
            Policies = new { PasswordPolicy = new { MinimumLength = 30 } },
        });
        await emulator.CallAsync("UpdateUserPoolClient", new { UserPoolId = pool.Id, pool.ClientId, ExplicitAuthFlows = new[] { "ALLOW_USER_PASSWORD_AUTH" } });

        await emulator.FailAsync("InvalidPasswordException", "SignUp", new { pool.ClientId, Username = TestPool.NewEmail(), TestPool.Password });
        await pool.SignInAsync(email);
        var described = (await emulator.CallAsync("DescribeUserPool", new { UserPoolId = pool.Id }))["UserPool"]!;
        Assert.Equal("email", described["UsernameAttributes"]![0]!.GetValue<string>());
        Assert.Null(described["UserPoolTags"]);
        var client = (await emulator.CallAsync("DescribeUserPoolClient", new { UserPoolId = pool.Id, pool.ClientId }))["UserPoolClient"]!;
        Assert.Equal("web", client["ClientName"]!.GetValue<string>());
        Assert.Null(client["RefreshTokenRotation"]);
    }

    [Fact]
    public async Task Lists_come_in_pages()
    {
        await using var emulator = await Emulator.StartAsync();
        var created = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            created.Add((await TestPool.CreateAsync(emulator)).Id);
        }

        var listed = new List<string>();
        string? next = null;
        do
        {
            var page = await emulator.CallAsync("ListUserPools", new { MaxResults = 2, NextToken = next });
            listed.AddRange(page["UserPools"]!.AsArray().Select(pool => pool!["Id"]!.GetValue<string>()));
            next = page["NextToken"]?.GetValue<string>();
        }
        while (next is not null);

        Assert.Equal(created.Order(), listed.Order());
        var clients = await emulator.CallAsync("ListUserPoolClients", new { UserPoolId = created[0], MaxResults = 60 });
        Assert.Equal("web", Assert.Single(clients["UserPoolClients"]!.AsArray())!["ClientName"]!.GetValue<string>());
        await emulator.FailAsync("InvalidParameterException", "ListUserPools", new { MaxResults = 2, NextToken = "%" });
        await emulator.FailAsync("InvalidParameterException", "ListUserPools", new { MaxResults = 61 });
    }

    [Fact]
    public async Task An_identity_pool_keeps_its_providers_and_roles()
    {
        var emulator = await shared.GetAsync();
        var request = new JsonObject
        {
            ["IdentityPoolName"] = $"pool-{Guid.NewGuid():N}",
            ["AllowUnauthenticatedIdentities"] = true,
            ["CognitoIdentityProviders"] = new JsonArray(new JsonObject
            {
                ["ProviderName"] = "cognito-idp.us-east-1.amazonaws.com/us-east-1_abc",
                ["ClientId"] = "client",
                ["ServerSideTokenCheck"] = true,
            }),
            ["IdentityPoolTags"] = new JsonObject { ["project"] = "triplogger" },
        };

        var id = (await emulator.CallAsync("CreateIdentityPool", request))["IdentityPoolId"]!.GetValue<string>();
        await emulator.CallAsync("SetIdentityPoolRoles", new { IdentityPoolId = id, Roles = new { authenticated = "arn:a", unauthenticated = "arn:u" } });
        await emulator.CallAsync("UpdateIdentityPool", TestPool.With(request.DeepClone().AsObject(), new { IdentityPoolId = id, AllowUnauthenticatedIdentities = false }));

        var described = await emulator.CallAsync("DescribeIdentityPool", new { IdentityPoolId = id });
        Assert.False(described["AllowUnauthenticatedIdentities"]!.GetValue<bool>());
        Assert.True(JsonNode.DeepEquals(request["CognitoIdentityProviders"], described["CognitoIdentityProviders"]));
        Assert.True(JsonNode.DeepEquals(request["IdentityPoolTags"], described["IdentityPoolTags"]));
        var roles = await emulator.CallAsync("GetIdentityPoolRoles", new { IdentityPoolId = id });
        Assert.Equal("arn:a", roles["Roles"]!["authenticated"]!.GetValue<string>());
        await emulator.FailAsync("ResourceNotFoundException", "DescribeIdentityPool", new { IdentityPoolId = "us-east-1:00000000-0000-0000-0000-000000000000" });
    }

    [Fact]
    public async Task Operations_that_aws_guards_by_iam_need_a_signature()
    {
        var emulator = await shared.GetAsync();

        foreach (var operation in new[] { "CreateUserPool", "ListUserPools", "DescribeUserPoolClient", "CreateIdentityPool", "SetIdentityPoolRoles" })
        {
            var answer = await emulator.SendAsync(operation, new { }, withSignature: false);
            Assert.Equal(400, answer.Status);
            Assert.Equal("MissingAuthenticationTokenException", answer.ErrorType);
        }

        var signUp = await emulator.SendAsync("SignUp", new { }, withSignature: false);
        Assert.Equal("InvalidParameterException", signUp.ErrorType);
    }

    [Fact]
    public async Task Unknown_pools_and_clients_are_named()
    {
        var emulator = await shared.GetAsync();

        Assert.Equal("User pool us-east-1_nowhere does not exist.", await emulator.FailAsync("ResourceNotFoundException", "DescribeUserPool", new { UserPoolId = "us-east-1_nowhere" }));
        Assert.Equal(
            "User pool client nobody does not exist.",
            await emulator.FailAsync("ResourceNotFoundException", "InitiateAuth", new { ClientId = "nobody", AuthFlow = "USER_SRP_AUTH" }));
    }
}
