using System.Diagnostics;
using System.Runtime.CompilerServices;
using TripLogger.Tests.Cognito.Support;

namespace TripLogger.Tests.Cognito;

/// <summary>The clients that people use, unmodified, in Node.</summary>
public sealed class ClientTests(SharedEmulator shared)
{
    private static readonly Lazy<Task> Install = new(InstallAsync);

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
        await Install.Value;

        // Act
        var (exitCode, output) = await RunAsync("node", [script], new Dictionary<string, string>
        {
            ["EMULATOR_URL"] = emulator.BaseUrl.AbsoluteUri,
            ["USER_POOL_ID"] = pool.Id,
            ["USER_POOL_CLIENT_ID"] = pool.ClientId,
            ["IDENTITY_POOL_ID"] = identityPoolId,
        });

        // Assert
        Assert.True(exitCode == 0, output);
        Assert.Contains("done", output, StringComparison.Ordinal);
    }

    private static async Task InstallAsync()
    {
        var installed = new FileInfo(Path.Combine(Folder(), "node_modules", ".package-lock.json"));
        if (installed.Exists && installed.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Path.Combine(Folder(), "package-lock.json")))
        {
            return;
        }

        var npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
        var (exitCode, output) = await RunAsync(npm, ["ci", "--no-audit", "--no-fund"], []);
        Assert.True(exitCode == 0, $"The clients could not be installed with npm ci (Node 20 or later and a registry are needed): {output}");
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string command, string[] arguments, Dictionary<string, string> environment)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(command, arguments) { WorkingDirectory = Folder(), RedirectStandardOutput = true, RedirectStandardError = true },
        };
        foreach (var (name, value) in environment)
        {
            process.StartInfo.Environment[name] = value;
        }

        process.Start();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(5));
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output + await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static string Folder([CallerFilePath] string thisFile = "") => Path.Combine(Path.GetDirectoryName(thisFile)!, "Clients");
}
