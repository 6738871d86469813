using System.Runtime.CompilerServices;
using CliWrap;
using CliWrap.Buffered;
using Microsoft.Extensions.Logging.Abstractions;
using TripLogger.AppHost.LocalCloud.Prerequisites;
using TripLogger.Tests.Cognito.Support;

namespace TripLogger.Tests.Cognito;

/// <summary>The clients that people use, unmodified, in Node.</summary>
public sealed class ClientTests(SharedEmulator shared)
{
    [Theory]
    [InlineData("amplify.mjs")]
    [InlineData("sdk.mjs")]
    public async Task Clients_of_aws_work_unmodified(string script)
    {
        // Arrange
        var emulator = await shared.GetAsync();
        var pool = await TestPool.CreateAsync(
            emulator, client: new { ExplicitAuthFlows = new[] { "ALLOW_USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_ADMIN_USER_PASSWORD_AUTH" } });
        var identityPool = await emulator.CallAsync("CreateIdentityPool", new
        {
            IdentityPoolName = $"pool-{Guid.NewGuid():N}",
            AllowUnauthenticatedIdentities = true,
            CognitoIdentityProviders = new[] { new { ProviderName = $"cognito-idp.us-east-1.amazonaws.com/{pool.Id}", pool.ClientId, ServerSideTokenCheck = false } },
        });
        var identityPoolId = identityPool["IdentityPoolId"]!.GetValue<string>();
        await emulator.CallAsync("SetIdentityPoolRoles", new
        {
            IdentityPoolId = identityPoolId,
            Roles = new { authenticated = "arn:aws:iam::000000000000:role/traveller", unauthenticated = "arn:aws:iam::000000000000:role/guest" },
        });
        await new NpmPackage(Folder(), "the AWS clients for Node").EnsureInstalledAsync(NullLogger.Instance, TestContext.Current.CancellationToken);

        // Act
        var result = await Cli.Wrap("node").WithArguments(script)
            .WithWorkingDirectory(Folder())
            .WithEnvironmentVariables(variables => variables
                .Set("EMULATOR_URL", emulator.BaseUrl.AbsoluteUri)
                .Set("USER_POOL_ID", pool.Id)
                .Set("USER_POOL_CLIENT_ID", pool.ClientId)
                .Set("IDENTITY_POOL_ID", identityPoolId))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);

        // Assert
        Assert.True(result.IsSuccess, result.StandardOutput + result.StandardError);
        Assert.Contains("done", result.StandardOutput, StringComparison.Ordinal);
    }

    private static string Folder([CallerFilePath] string thisFile = "") => Path.Combine(Path.GetDirectoryName(thisFile)!, "Clients");
}
