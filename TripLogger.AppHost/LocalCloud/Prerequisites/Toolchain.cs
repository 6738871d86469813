using System.Collections.Concurrent;
using System.ComponentModel;
using System.Globalization;
using System.Text.RegularExpressions;
using CliWrap;
using CliWrap.Buffered;

namespace TripLogger.AppHost.LocalCloud.Prerequisites;

/// <summary>Tells which of the tools that the emulators need are installed.</summary>
internal static partial class Toolchain
{
    private const int OldestNode = 20;
    private const int OldestJava = 17;

    /// <summary>A container engine that is stuck does not answer at all.</summary>
    private static readonly TimeSpan EnginePatience = TimeSpan.FromSeconds(10);

    /// <summary>What was found: several parts ask for the same tools, and the answer takes a while.</summary>
    private static readonly ConcurrentDictionary<string, int> Found = new();

    /// <summary>Makes sure that Node is there, for npm and for the CDK.</summary>
    /// <returns>Its major version.</returns>
    /// <exception cref="LocalCloudException">Node is missing or too old.</exception>
    public static async Task<int> RequireNodeAsync(CancellationToken cancellationToken)
    {
        var version = await MajorVersionAsync("node", "--version", cancellationToken);
        if (version < OldestNode)
        {
            throw new LocalCloudException(
                $"Node {OldestNode} or newer is needed, {Finding("Node", version)}: install it from https://nodejs.org and start again.");
        }

        return version;
    }

    /// <summary>Makes sure that Node is there, and that the CDK in this process will be quiet about its version.</summary>
    /// <exception cref="LocalCloudException">Node is missing or too old.</exception>
    public static async Task RequireNodeForCdkAsync(CancellationToken cancellationToken)
    {
        var version = await RequireNodeAsync(cancellationToken);
        // Else it prints a banner of ten lines for a Node version that works but is no longer maintained.
        Environment.SetEnvironmentVariable("JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION", version.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Makes sure that Java is there, for DynamoDB Local.</summary>
    /// <exception cref="LocalCloudException">Java is missing or too old.</exception>
    public static async Task RequireJavaAsync(CancellationToken cancellationToken)
    {
        var version = await MajorVersionAsync("java", "-version", cancellationToken);
        if (version < OldestJava)
        {
            throw new LocalCloudException(
                $"DynamoDB Local needs Java {OldestJava} or newer, {Finding("Java", version)}: " +
                "install it from https://adoptium.net, or start a container engine, and start again.");
        }
    }

    /// <summary>Whether a container must run DynamoDB Local, because there is no Java, and can.</summary>
    public static async Task<bool> HasContainerEngineInsteadOfJavaAsync(CancellationToken cancellationToken) =>
        await MajorVersionAsync("java", "-version", cancellationToken) < OldestJava && await HasContainerEngineAsync(cancellationToken);

    /// <summary>Makes sure that a container engine answers.</summary>
    /// <exception cref="LocalCloudException">None does.</exception>
    public static async Task RequireContainerEngineAsync(CancellationToken cancellationToken)
    {
        if (!await HasContainerEngineAsync(cancellationToken))
        {
            throw new LocalCloudException(
                "LocalCloud:DynamoDb is container, but no container engine answers: start Docker or Podman, or choose --LocalCloud:DynamoDb=auto, and start again.");
        }
    }

    /// <summary>Whether javac is there, which a mere Java runtime lacks.</summary>
    public static async Task<bool> HasJavaCompilerAsync(CancellationToken cancellationToken) =>
        await MajorVersionAsync("javac", "-version", cancellationToken) >= OldestJava;

    /// <summary>Whether a container engine answers (not only its client).</summary>
    private static async Task<bool> HasContainerEngineAsync(CancellationToken cancellationToken) =>
        await SucceedsAsync("docker", ["version"], cancellationToken) || await SucceedsAsync("podman", ["version"], cancellationToken);

    /// <summary>npm as a command: on Windows it is a script, which only the shell starts.</summary>
    public static Command Npm(params string[] arguments) => OperatingSystem.IsWindows()
        ? Cli.Wrap("cmd.exe").WithArguments(["/c", "npm", .. arguments])
        : Cli.Wrap("npm").WithArguments(arguments);

    private static async Task<bool> SucceedsAsync(string command, string[] arguments, CancellationToken cancellationToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(EnginePatience);
        try
        {
            return (await Cli.Wrap(command).WithArguments(arguments)
                .WithValidation(CommandResultValidation.None)
                .ExecuteAsync(limited.Token)).IsSuccess;
        }
        catch (Exception exception) when (exception is Win32Exception || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }

    /// <returns>The major version, 0 when the tool is not installed.</returns>
    private static async Task<int> MajorVersionAsync(string command, string argument, CancellationToken cancellationToken)
    {
        if (Found.TryGetValue(command, out var known))
        {
            return known;
        }

        try
        {
            var result = await Cli.Wrap(command).WithArguments(argument)
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(cancellationToken);

            // Java answers on standard error, below other lines where JAVA_TOOL_OPTIONS is set, and before version 9 called itself 1.x.
            var match = Version().Match(result.StandardOutput + result.StandardError);
            return match.Success ? Found[command] = int.Parse(match.Groups["major"].Value, CultureInfo.InvariantCulture) : 0;
        }
        catch (Win32Exception)
        {
            return 0;
        }
    }

    private static string Finding(string tool, int version) =>
        version == 0 ? $"but no {tool} is on the PATH" : $"but {tool} {version} was found";

    [GeneratedRegex(@"(?:^v|^javac |version "")(?:1\.)?(?<major>\d+)", RegexOptions.Multiline)]
    private static partial Regex Version();
}
