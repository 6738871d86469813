using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Aspire.Hosting.AWS.CDK;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.AWS.Provisioning;

/// <summary>
/// Deploys with the CDK's command line that the stack's project has installed, so that its lock file decides the version.
/// Uploading assets, the roles of the bootstrap, change sets and rollback are the command line's.
/// </summary>
/// <seealso href="https://docs.aws.amazon.com/cdk/v2/guide/ref-cli-cmd-deploy.html"/>
internal static partial class CdkCli
{
    /// <summary>A shell adds a signal's number to it.</summary>
    private const int SignalExitCode = 128;

    private static readonly TimeSpan BusyDelay = TimeSpan.FromSeconds(3);

    /// <summary>Deploys the stack from the synthesized app, as soon as AWS is not busy with an earlier deployment of it.</summary>
    /// <returns>The stack's outputs.</returns>
    /// <exception cref="DistributedApplicationException">The command line is missing or has failed; the message tells its reason.</exception>
    public static async Task<IReadOnlyDictionary<string, string>> DeployAsync(StackResource stack, ILogger logger, CancellationToken cancellationToken)
    {
        var outputs = Path.GetTempFileName();
        string[] deploy =
        [
            "deploy", stack.Stack.Node.Path, "--app", stack.App.Outdir, "--require-approval", "never", "--progress", "events", "--ci", "--no-notices", "--outputs-file", outputs,
            .. stack.Tags.SelectMany(tag => (string[])["--tags", $"{tag.Key}={tag.Value}"]),
        ];
        try
        {
            while (!await TryRunAsync(stack, deploy, logger, cancellationToken).ConfigureAwait(false))
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
    private static async Task<bool> TryRunAsync(StackResource stack, string[] command, ILogger logger, CancellationToken cancellationToken)
    {
        try
        {
            await RunAsync(stack, command, logger, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (DistributedApplicationException exception) when (Busy().IsMatch(exception.Message))
        {
            return false;
        }
    }

    private static async Task RunAsync(StackResource stack, string[] command, ILogger logger, CancellationToken cancellationToken)
    {
        using var process = new Process { StartInfo = StartInfo(stack, command) };
        var output = new CdkOutput();
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Take(line.Data);
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new DistributedApplicationException("The CDK's command line needs Node.js, and no 'node' is on the PATH: install it from https://nodejs.org and start again.");
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
            // Ctrl+C in a terminal reaches the command line too, and may do so first.
            throw new DistributedApplicationException(process.ExitCode > SignalExitCode
                ? $"'cdk {command[0]}' was interrupted."
                : $"'cdk {command[0]}' failed: {output.Reason ?? $"exit code {process.ExitCode}"}");
        }

        void Take(string? line)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                logger.LogInformation("{Line}", line);
                output.Add(line);
            }
        }
    }

    /// <summary>Node itself, not npx: that is another process in between, and on Windows a script.</summary>
    private static ProcessStartInfo StartInfo(StackResource stack, string[] command)
    {
        var program = Path.Combine(stack.CdkProject, "node_modules", "aws-cdk", "bin", "cdk");
        if (!File.Exists(program))
        {
            throw new DistributedApplicationException(
                $"The CDK's command line is not installed in {stack.CdkProject}: run 'npm ci' there, or 'npm install --save-dev aws-cdk' where its package.json has none. " +
                "In another folder, name that by <AssemblyMetadata Include=\"CdkProject\" Value=\"…\" /> in the project of the stack's class.");
        }

        var start = new ProcessStartInfo("node", [program, .. command])
        {
            WorkingDirectory = stack.CdkProject,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // Its own advice about Node and newer versions is for whoever updates the lock file.
            Environment = { ["CDK_DISABLE_VERSION_CHECK"] = "true", ["NODE_NO_WARNINGS"] = "1", ["JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION"] = "true" },
        };
        foreach (var (name, value) in stack.AWSSDKConfig?.Variables() ?? [])
        {
            start.Environment[name] = value;
        }

        return start;
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
