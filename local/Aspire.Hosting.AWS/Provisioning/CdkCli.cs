using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Aspire.Hosting.AWS.CDK;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.AWS.Provisioning;

/// <summary>
/// Deploys with the CDK CLI of the project that defines the stacks: its package.json locks the version. Asset
/// upload, bootstrap check and rollback are the CLI's.
/// </summary>
internal static partial class CdkCli
{
    /// <summary>A shell adds the signal's number to it.</summary>
    private const int SignalExitCode = 128;

    private static readonly TimeSpan BusyDelay = TimeSpan.FromSeconds(3);

    /// <summary>Deploys the stack from the synthesized app and tells its outputs.</summary>
    /// <exception cref="DistributedApplicationException">The CLI is missing or has failed.</exception>
    public static async Task<IReadOnlyDictionary<string, string>> DeployAsync(StackResource stack, ILogger logger, CancellationToken cancellationToken)
    {
        var project = stack.CdkProject;
        RequireCli(project);
        if (!File.Exists(Path.Combine(project, "node_modules", ".bin", "cdk")))
        {
            logger.LogInformation("Installing the CDK CLI in {Folder}...", project);
            await RunAsync(project, stack, logger, ["npm", "ci", "--no-audit", "--no-fund"], cancellationToken).ConfigureAwait(false);
        }

        var outputs = Path.GetTempFileName();
        string[] deploy =
        [
            "npx", "cdk", "deploy", stack.Stack.Node.Path, "--app", stack.App.Outdir, "--require-approval", "never", "--progress", "events", "--ci", "--outputs-file", outputs,
            .. stack.Tags.SelectMany(tag => (string[])["--tags", $"{tag.Key}={tag.Value}"]),
        ];
        try
        {
            while (!await TryRunAsync(project, stack, logger, deploy, cancellationToken).ConfigureAwait(false))
            {
                logger.LogInformation("AWS is still at work on an earlier deployment of {Stack}: waiting for its end.", stack.StackName);
                await Task.Delay(BusyDelay, cancellationToken).ConfigureAwait(false);
            }

            return await ReadAsync(outputs, stack.StackName, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            File.Delete(outputs);
        }
    }

    /// <returns>Whether it was carried out; not while the stack is busy with what an earlier, interrupted run began.</returns>
    private static async Task<bool> TryRunAsync(string folder, StackResource stack, ILogger logger, string[] command, CancellationToken cancellationToken)
    {
        try
        {
            await RunAsync(folder, stack, logger, command, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (DistributedApplicationException exception) when (Busy().IsMatch(exception.Message))
        {
            return false;
        }
    }

    private static void RequireCli(string project)
    {
        var packages = Path.Combine(project, "package.json");
        if (!File.Exists(packages) || !File.ReadAllText(packages).Contains("\"aws-cdk\"", StringComparison.Ordinal))
        {
            throw new DistributedApplicationException(
                $"The CDK CLI deploys the stack, and {project} has no package.json with aws-cdk: add it there with 'npm install --save-dev aws-cdk'. " +
                "In another folder, name that by <AssemblyMetadata Include=\"CdkProject\" Value=\"…\" /> in the project of the stack's class.");
        }
    }

    private static async Task RunAsync(string folder, StackResource stack, ILogger logger, string[] command, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in stack.AWSSDKConfig?.Variables() ?? [])
        {
            start.Environment[name] = value;
        }

        using var process = new Process { StartInfo = start };
        string? lastError = null;
        process.OutputDataReceived += (_, line) => Log(LogLevel.Information, line.Data);
        process.ErrorDataReceived += (_, line) =>
        {
            lastError = string.IsNullOrWhiteSpace(line.Data) ? lastError : line.Data;
            Log(LogLevel.Information, line.Data);
        };
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new DistributedApplicationException($"'{command[0]}' is not on PATH: install Node.js 20 or later (https://nodejs.org) and start again.");
        }

        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        if (process.ExitCode != 0)
        {
            // Ctrl+C in a terminal reaches the CLI too, and may do so first.
            throw new DistributedApplicationException(process.ExitCode > SignalExitCode
                ? $"'{string.Join(' ', command.Take(3))}' was interrupted."
                : $"'{string.Join(' ', command.Take(3))}' failed with exit code {process.ExitCode}. {lastError}");
        }

        void Log(LogLevel level, string? line)
        {
            if (!string.IsNullOrEmpty(line))
            {
                logger.Log(level, "{Line}", line);
            }
        }
    }

    // {"stack-name": {"OutputKey": "value"}}; nothing where the stack has no outputs.
    private static async Task<IReadOnlyDictionary<string, string>> ReadAsync(string file, string stackName, CancellationToken cancellationToken)
    {
        var text = await File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false);
        var stacks = text.Length == 0 ? null : JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string>>>(text);
        return stacks?.GetValueOrDefault(stackName) ?? [];
    }

    [GeneratedRegex("is in [A-Z_]+_IN_PROGRESS state")]
    private static partial Regex Busy();
}
