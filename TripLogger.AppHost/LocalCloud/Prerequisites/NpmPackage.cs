using CliWrap;
using CliWrap.EventStream;
using Microsoft.Extensions.Logging;

namespace TripLogger.AppHost.LocalCloud.Prerequisites;

/// <summary>A folder with a <c>package-lock.json</c>, installed by <c>npm ci</c> when the lock file has changed.</summary>
/// <param name="directory">The folder.</param>
/// <param name="title">What it brings, for messages.</param>
public sealed class NpmPackage(string directory, string title)
{
    /// <summary>Whether the locked packages are there: npm's own note of what it installed, which it writes last, is newer than the lock file.</summary>
    public bool IsInstalled =>
        File.GetLastWriteTimeUtc(Path.Combine(directory, "node_modules", ".package-lock.json")) >= File.GetLastWriteTimeUtc(Path.Combine(directory, "package-lock.json"));

    /// <summary>Installs the packages unless they are there already. Several processes may call this at once.</summary>
    /// <exception cref="LocalCloudException">Node is missing, or npm failed.</exception>
    public async Task EnsureInstalledAsync(ILogger logger, CancellationToken cancellationToken)
    {
        if (IsInstalled)
        {
            return;
        }

        using var turn = await FileLock.WaitAsync(Path.Combine(directory, ".npm-install.lock"), cancellationToken);
        if (IsInstalled)
        {
            return;
        }

        await Toolchain.RequireNodeAsync(cancellationToken);
        logger.LogInformation("Installing {Title} by npm; this is done once.", title);
        await InstallAsync(logger, cancellationToken);
        logger.LogInformation("{Title} is installed.", title);
    }

    private async Task InstallAsync(ILogger logger, CancellationToken cancellationToken)
    {
        var lastError = "";
        var command = Toolchain.Npm("ci", "--no-audit", "--no-fund", "--loglevel=http")
            .WithWorkingDirectory(directory)
            .WithValidation(CommandResultValidation.None);

        await foreach (var step in command.ListenAsync(cancellationToken))
        {
            switch (step)
            {
                case StandardOutputCommandEvent line:
                    logger.LogInformation("{Line}", line.Text);
                    break;
                case StandardErrorCommandEvent line:
                    logger.LogInformation("{Line}", line.Text);
                    lastError = line.Text.StartsWith("npm error", StringComparison.Ordinal) && lastError.Length == 0 ? line.Text : lastError;
                    break;
                case ExitedCommandEvent { ExitCode: not 0 } exited:
                    throw new LocalCloudException(
                        $"npm could not install {title} ({(lastError.Length > 0 ? lastError : $"exit code {exited.ExitCode}")}): " +
                        $"check the network and npm's registry setting, then start again; 'npm ci' in {directory} shows the details.");
            }
        }
    }
}
