using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

namespace Aspire.Hosting.Dcp;

/// <summary>
/// The engine (DCP) and the dashboard. They come in an npm package and are installed at the first start, and
/// again when the lock file has changed.
/// </summary>
internal static class Engine
{
    private const int OldestNode = 20;

    private static readonly SemaphoreSlim Gate = new(1, 1);

    private static readonly string Folder = AppHost.Metadata(typeof(Engine).Assembly, "EngineDirectory")
        ?? throw new InvalidOperationException("The build has not told where the engine is.");

    // Inside node_modules: npm ci removes it with everything else.
    private static readonly string Installed = Path.Combine(Folder, "node_modules", ".aspire");

    public static string DcpPath { get; } = Path.Combine(Installed, "bundle", "dcp", "dcp");

    public static string DashboardPath { get; } = Path.Combine(Installed, "bundle", "managed", "aspire-managed");

    private static string Stamp => Path.Combine(Installed, "installed");

    /// <summary>Installs what is not installed yet.</summary>
    /// <exception cref="UnsupportedMachineException">Node.js or the npm registry is missing.</exception>
    public static async Task EnsureInstalledAsync(CancellationToken cancellationToken)
    {
        var wanted = Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(Folder, "package-lock.json"), cancellationToken).ConfigureAwait(false)));
        if (IsInstalled(wanted))
        {
            return;
        }

        await Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            using var processes = await LockAsync(cancellationToken).ConfigureAwait(false);
            if (!IsInstalled(wanted))
            {
                await InstallAsync(cancellationToken).ConfigureAwait(false);
                await File.WriteAllTextAsync(Stamp, wanted, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            Gate.Release();
        }
    }

    private static bool IsInstalled(string wanted) => File.Exists(Stamp) && File.ReadAllText(Stamp) == wanted;

    private static async Task InstallAsync(CancellationToken cancellationToken)
    {
        await CheckNodeAsync(cancellationToken).ConfigureAwait(false);
        Console.Write("Installing Aspire's engine and dashboard from npm (once, 130 MB)... ");
        var watch = Stopwatch.StartNew();
        var npm = await RunAsync("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"], cancellationToken).ConfigureAwait(false);
        if (npm.ExitCode != 0)
        {
            Console.WriteLine();
            throw new UnsupportedMachineException(
                $"Aspire's engine could not be installed: 'npm ci' failed in {Folder}. Check that the npm registry is reachable (npm ping), then start again. npm said: {string.Join(' ', npm.Lines.Take(4))}");
        }

        // ASPIRE_HOME must name the same folder, or the CLI does not recognize what it has laid out.
        var setup = await RunAsync(
            Path.Combine(Folder, "node_modules", "@microsoft", "aspire-cli-linux-x64", "bin", "aspire"),
            ["setup", "--install-path", Installed, "--non-interactive"],
            cancellationToken,
            ("ASPIRE_HOME", Installed), ("ASPIRE_CLI_TELEMETRY_OPTOUT", "1")).ConfigureAwait(false);
        if (setup.ExitCode != 0 || !File.Exists(DcpPath) || !File.Exists(DashboardPath))
        {
            Console.WriteLine();
            throw new UnsupportedMachineException(
                $"Aspire's engine could not be unpacked: delete {Path.Combine(Folder, "node_modules")} and start again. The Aspire CLI said: {string.Join(' ', setup.Lines.TakeLast(4))}");
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"done in {watch.Elapsed.TotalSeconds:0.0} s."));
    }

    private static async Task CheckNodeAsync(CancellationToken cancellationToken)
    {
        const string Cure = "Install Node.js 20 or later (https://nodejs.org) and start again.";
        var node = await RunAsync("node", ["--version"], cancellationToken).ConfigureAwait(false);
        if (node.ExitCode != 0)
        {
            throw new UnsupportedMachineException($"Aspire's engine is installed by npm, and there is no Node.js here. {Cure}");
        }

        var version = node.Lines[0].TrimStart('v');
        if (!int.TryParse(version.Split('.')[0], CultureInfo.InvariantCulture, out var major) || major < OldestNode)
        {
            throw new UnsupportedMachineException($"Aspire's engine is installed by npm, and Node.js {version} is too old for it. {Cure}");
        }
    }

    /// <summary>Keeps other processes from installing at the same time.</summary>
    private static async Task<FileStream> LockAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Folder, "obj"));
        while (true)
        {
            try
            {
                return new FileStream(Path.Combine(folder.FullName, "install.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async Task<(int ExitCode, string[] Lines)> RunAsync(string program, string[] arguments, CancellationToken cancellationToken, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            using var process = Process.Start(start)!;
            await using var stop = cancellationToken.Register(() => process.Kill(entireProcessTree: true)).ConfigureAwait(false);
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            var text = await error.ConfigureAwait(false) + await output.ConfigureAwait(false);
            return (process.ExitCode, text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            return (-1, [exception.Message]);
        }
    }
}
