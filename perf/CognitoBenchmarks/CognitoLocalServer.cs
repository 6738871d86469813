using System.Diagnostics;
using System.Text.Json.Nodes;

namespace CognitoBenchmarks;

/// <summary>npm's cognito-local. Its users are copies of one in its file: by its API it would take too long to make thousands.</summary>
internal sealed class CognitoLocalServer : Server
{
    public const string ServerName = "cognito-local 5.3.0";

    public override string Name => ServerName;

    public static async Task InstallAsync()
    {
        if (Directory.Exists(Path.Combine(Folders.CognitoLocal, "node_modules")))
        {
            return;
        }

        using var npm = Process.Start(new ProcessStartInfo(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", ["ci", "--no-audit", "--no-fund"]) { WorkingDirectory = Folders.CognitoLocal })!;
        await npm.WaitForExitAsync();
        if (npm.ExitCode != 0)
        {
            throw new InvalidOperationException($"npm ci failed in {Folders.CognitoLocal}: Node 20 or later and an npm registry are needed.");
        }
    }

    public override async Task SeedAsync(int users)
    {
        await StartAsync();
        await CreatePoolAsync();
        await SignUpAsync(Email(0));
        await CallAsync("AdminConfirmSignUp", new { UserPoolId = PoolId, Username = Email(0) });
        await StopAsync();

        var file = Path.Combine(Folder, ".cognito", "db", $"{PoolId}.json");
        var pool = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
        var all = pool["Users"]!.AsObject();
        var first = all.Single().Value!;
        for (var user = 1; user < users; user++)
        {
            var copy = first.DeepClone();
            var sub = Guid.NewGuid().ToString();
            copy["Username"] = sub;
            foreach (var attribute in copy["Attributes"]!.AsArray())
            {
                attribute!["Value"] = attribute["Name"]!.GetValue<string>() == "sub" ? sub : Email(user);
            }

            all[sub] = copy;
        }

        await File.WriteAllTextAsync(file, pool.ToJsonString());
    }

    protected override ProcessStartInfo Command(int port)
    {
        var command = StartInfo("node", Path.Combine(Folders.CognitoLocal, "node_modules", "cognito-local", "lib", "bin", "start.js"));
        command.Environment["PORT"] = $"{port}";
        command.Environment["HOST"] = "127.0.0.1";
        command.Environment["CODE"] = "123456";
        return command;
    }
}
