using System.Diagnostics;

namespace CognitoBenchmarks;

/// <summary>This repository's emulator.</summary>
internal sealed class EmulatorServer : Server
{
    public const string ServerName = "CognitoEmulator";

    private const int Callers = 8;

    public override string Name => ServerName;

    public override async Task SeedAsync(int users)
    {
        await StartAsync();
        await CreatePoolAsync();
        await Parallel.ForAsync(0, users, new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (user, _) =>
        {
            await SignUpAsync(Email(user));
            await CallAsync("AdminConfirmSignUp", new { UserPoolId = PoolId, Username = Email(user) });
        });
        await StopAsync();
    }

    protected override ProcessStartInfo Command(int port)
    {
        var command = StartInfo("dotnet", Folders.Emulator, $"--urls=http://127.0.0.1:{port}", $"--DataDirectory={Folder}");
        command.Environment["Logging__LogLevel__Default"] = "Warning";
        return command;
    }
}
