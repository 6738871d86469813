using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using TripLogger.Tests.Cognito.Support;

namespace TripLogger.Tests.Cognito;

/// <summary>A disk that takes nothing more is named, costs nothing that was acknowledged, and is noticed when it takes writes again.</summary>
public sealed class FullDiskTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>A file system of one megabyte that is filled to the last byte; it can be mounted by root, and by others where the kernel lets them.</summary>
    [Fact]
    public async Task A_full_disk_is_named_loses_nothing_and_heals()
    {
        string[] unshare = Environment.IsPrivilegedProcess ? ["unshare", "--mount"] : ["unshare", "--mount", "--map-root-user"];
        Assert.SkipUnless(OperatingSystem.IsLinux(), "A file system is mounted as on Linux.");
        Assert.SkipUnless(await SucceedsAsync([.. unshare, "mount", "-t", "tmpfs", "tmpfs", Path.GetTempPath()]), "This kernel lets nobody mount a file system here.");
        using var folder = new TemporaryFolder();
        await using var emulator = await EmulatorProcess.StartAsync(
            folder.Path, [.. unshare, "sh", "-c", "mount -t tmpfs -o size=1m tmpfs \"$0\" && exec \"$@\"", folder.Path]);
        // The file system is seen through the process that lives on it.
        var disk = $"/proc/{emulator.Id}/root{folder.Path}";
        var filler = Path.Combine(disk, "filler");

        await StoreUntilFullAsync(emulator, disk, Fill, () => File.Delete(filler), "There is no space left on the disk");

        void Fill()
        {
            using var file = new FileStream(filler, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
            try
            {
                while (true)
                {
                    file.Write(new byte[512]);
                }
            }
            catch (IOException)
            {
                // Full.
            }
        }
    }

    /// <summary>The limit that the system sets to the size of a process's files, which needs no rights at all.</summary>
    [Fact]
    public async Task A_disk_that_refuses_writes_is_named_loses_nothing_and_heals()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Limits of a process as on Linux.");
        using var folder = new TemporaryFolder();
        await using var emulator = await EmulatorProcess.StartAsync(folder.Path, "sh", "-c", "trap '' XFSZ; exec \"$@\"", "sh");

        await StoreUntilFullAsync(emulator, folder.Path, () => SetLimit("1"), () => SetLimit("unlimited"), "can't be read or written");

        void SetLimit(string bytes)
        {
            using var prlimit = Process.Start("prlimit", ["--pid", $"{emulator.Id}", $"--fsize={bytes}:unlimited"]);
            prlimit.WaitForExit();
            Assert.Equal(0, prlimit.ExitCode);
        }
    }

    private static async Task StoreUntilFullAsync(EmulatorProcess emulator, string store, Action fill, Action free, string reason)
    {
        // Arrange
        var pool = (await PostAsync(emulator, "CreateUserPool", TestPool.PoolRequest("full"))).Body["UserPool"]!["Id"]!.GetValue<string>();
        var client = await PostAsync(emulator, "CreateUserPoolClient", TestPool.ClientRequest(pool, "web"));
        var clientId = client.Body["UserPoolClient"]!["ClientId"]!.GetValue<string>();
        var acknowledged = new ConcurrentBag<string>();
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(200, (await SignUpAsync()).Status);
        }

        // Act: many at once, until it is full and beyond.
        fill();
        var waited = Stopwatch.StartNew();
        Outcome refused;
        do
        {
            refused = (await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SignUpAsync()))).FirstOrDefault(outcome => outcome.Status != 200)
                ?? new(200, new JsonObject());
            fill();
            Assert.True(waited.Elapsed < Limit, "The disk is full, and everything is stored.");
        }
        while (refused.Status == 200);
        var renamed = await PostAsync(emulator, "UpdateUserPool", new { UserPoolId = pool, PoolName = "renamed" });

        // Assert: named to the caller, in health and in the log, and nothing is told that is not stored.
        Assert.Equal((500, "InternalErrorException"), (refused.Status, refused.Body["__type"]!.GetValue<string>()));
        Assert.Contains(reason, refused.Body["message"]!.GetValue<string>(), StringComparison.Ordinal);
        var (status, health) = await HealthAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains(reason, health, StringComparison.Ordinal);
        Assert.Contains(reason, emulator.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("cannot rollback", emulator.Output, StringComparison.Ordinal);
        var described = (await PostAsync(emulator, "DescribeUserPool", new { UserPoolId = pool })).Body["UserPool"]!["Name"]!.GetValue<string>();
        Assert.Equal(renamed.Status == 200 ? "renamed" : "full", described);

        // Act: there is space again, and nobody writes.
        free();
        waited.Restart();
        while ((await HealthAsync()).Body != "Healthy")
        {
            Assert.True(waited.Elapsed < Limit, $"There is space again, but /health says {(await HealthAsync()).Body}.");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        // Assert: it goes on, and a copy of its files has everyone.
        Assert.Equal(200, (await SignUpAsync()).Status);
        Assert.Contains("can be written again", emulator.Output, StringComparison.Ordinal);
        using var copy = new TemporaryFolder();
        foreach (var file in new[] { "cognito.db", "cognito.db-wal", "signing-key.pem" })
        {
            File.Copy(Path.Combine(store, file), Path.Combine(copy.Path, file));
        }

        await emulator.KillAsync();
        await using var again = await Emulator.StartOnAsync(copy.Path);
        foreach (var email in acknowledged)
        {
            await again.FailAsync("UserNotConfirmedException", "InitiateAuth", new
            {
                ClientId = clientId,
                AuthFlow = "USER_PASSWORD_AUTH",
                AuthParameters = new { USERNAME = email, PASSWORD = TestPool.Password },
            });
        }

        async Task<Outcome> SignUpAsync()
        {
            var email = TestPool.NewEmail();
            var attributes = new[] { new { Name = "email", Value = email } };
            var outcome = await PostAsync(emulator, "SignUp", new { ClientId = clientId, Username = email, TestPool.Password, UserAttributes = attributes });
            if (outcome.Status == 200)
            {
                acknowledged.Add(email);
            }

            return outcome;
        }

        async Task<(HttpStatusCode Status, string Body)> HealthAsync()
        {
            using var response = await emulator.Http.GetAsync(new Uri("/health", UriKind.Relative), TestContext.Current.CancellationToken);
            return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
    }

    private static async Task<bool> SucceedsAsync(string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true })!;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode == 0;
    }

    private static async Task<Outcome> PostAsync(EmulatorProcess emulator, string operation, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = JsonContent.Create(body, options: JsonSerializerOptions.Default) };
        request.Headers.TryAddWithoutValidation("X-Amz-Target", $"AWSCognitoIdentityProviderService.{operation}");
        request.Headers.TryAddWithoutValidation("Authorization", Emulator.Signature);
        using var response = await emulator.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return new((int)response.StatusCode, (await response.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken))!);
    }

    private sealed record Outcome(int Status, JsonObject Body);
}
