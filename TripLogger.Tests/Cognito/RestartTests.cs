using System.Diagnostics;
using TripLogger.Tests.Cognito.Support;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.Cognito;

public sealed class RestartTests
{
    [Fact]
    public async Task Users_tokens_and_keys_outlive_a_restart()
    {
        // Arrange
        using var folder = new TemporaryFolder();
        string id, clientId, email;
        Tokens tokens;
        await using (var emulator = await Emulator.StartOnAsync(folder.Path))
        {
            var pool = await TestPool.CreateAsync(emulator);
            (id, clientId) = (pool.Id, pool.ClientId);
            email = await pool.NewUserAsync();
            tokens = await pool.SignInAsync(email);
        }

        // Act
        await using var again = await Emulator.StartOnAsync(folder.Path);

        // Assert
        Assert.Equal(id, (await again.CallAsync("DescribeUserPool", new { UserPoolId = id }))["UserPool"]!["Id"]!.GetValue<string>());
        await again.CallAsync("GetUser", new { AccessToken = tokens.Access });
        await again.CallAsync("GetTokensFromRefreshToken", new { ClientId = clientId, RefreshToken = tokens.Refresh });
        await again.CallAsync("InitiateAuth", new { ClientId = clientId, AuthFlow = "USER_PASSWORD_AUTH", AuthParameters = new { USERNAME = email, PASSWORD = TestPool.Password } });
    }

    [Fact]
    public async Task A_second_emulator_on_the_folder_is_refused()
    {
        using var folder = new TemporaryFolder();
        await using var first = await EmulatorProcess.StartAsync(folder.Path);

        var (exitCode, errors) = await EmulatorProcess.RunAsync(folder.Path, "http://127.0.0.1:0");

        Assert.Equal(1, exitCode);
        Assert.Equal($"Another Cognito emulator uses the data folder '{folder.Path}': stop it, or set DataDirectory to a folder of its own.", errors.Trim());
    }

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://*:9339")]
    [InlineData("http://127.0.0.1:0;http://10.0.0.1:9339")]
    public async Task Addresses_beyond_this_machine_are_refused(string urls)
    {
        using var folder = new TemporaryFolder();

        var (exitCode, errors) = await EmulatorProcess.RunAsync(folder.Path, urls);

        Assert.Equal(1, exitCode);
        Assert.Contains("listens on this machine only", errors, StringComparison.Ordinal);
        Assert.Single(errors.Trim().Split('\n'));
    }

    [Fact]
    public async Task A_taken_port_and_a_wrong_setting_are_one_sentence()
    {
        using var folder = new TemporaryFolder();
        await using var first = await EmulatorProcess.StartAsync(folder.Path);
        using var another = new TemporaryFolder();

        var taken = await EmulatorProcess.RunAsync(another.Path, first.BaseUrl.AbsoluteUri);
        var wrong = await EmulatorProcess.RunAsync(another.Path, "http://127.0.0.1:0", ("AWS_ENDPOINT_URL_LAMBDA", "localhost:5080"), ("AWS_REGION", "Frankfurt"));

        Assert.Equal((1, 1), (taken.ExitCode, wrong.ExitCode));
        Assert.Contains("set ASPNETCORE_URLS to another one", taken.Errors, StringComparison.Ordinal);
        Assert.Contains("AWS_ENDPOINT_URL_LAMBDA must be an http address", wrong.Errors, StringComparison.Ordinal);
        Assert.Contains("AWS_REGION must look like us-east-1", wrong.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", taken.Errors + wrong.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PRAGMA user_version = 2")]
    [InlineData("ALTER TABLE users DROP COLUMN totp_pending; PRAGMA user_version = 1")]
    public async Task A_folder_of_an_older_emulator_is_upgraded(string version)
    {
        // Arrange: a database as it was written, with one user who has confirmed and one who has not.
        using var folder = new TemporaryFolder();
        var written = await File.ReadAllTextAsync(
            Path.Combine(RepositoryPaths.Root, "TripLogger.Tests", "Cognito", "Stores", "version-2.sql"), TestContext.Current.CancellationToken);
        await Sqlite.ExecuteAsync(Path.Combine(folder.Path, "cognito.db"), $"{written}\n{version}");
        const string ClientId = "1dywgsfx0gneyekwaau225u6sa";

        // Act and assert
        await using var emulator = await Emulator.StartOnAsync(folder.Path);
        await emulator.CallAsync("ConfirmSignUp", new { ClientId, Username = "waiting@example.com", ConfirmationCode = "491452" });
        foreach (var user in new[] { "confirmed@example.com", "waiting@example.com" })
        {
            await emulator.CallAsync("InitiateAuth", new
            {
                ClientId,
                AuthFlow = "USER_PASSWORD_AUTH",
                AuthParameters = new { USERNAME = user, PASSWORD = "Correct-horse-7!" },
            });
        }
    }

    [Fact]
    public async Task What_is_kept_is_private_and_holds_no_password()
    {
        using var folder = new TemporaryFolder();
        var data = Path.Combine(folder.Path, "data");
        await using (var emulator = await Emulator.StartOnAsync(data))
        {
            var pool = await TestPool.CreateAsync(emulator);
            await pool.SignInAsync(await pool.NewUserAsync());
        }

        foreach (var file in Directory.GetFiles(data))
        {
            Assert.DoesNotContain(TestPool.Password, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            }
        }

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(data));
        }
    }

    [Fact]
    public async Task It_starts_quickly()
    {
        using var folder = new TemporaryFolder();
        var watch = Stopwatch.StartNew();

        await using var emulator = await EmulatorProcess.StartAsync(folder.Path);

        // Generous, for machines that build at the same time; the benchmark measures.
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }
}
