using System.Text.Json;
using CliWrap;
using CliWrap.EventStream;
using Microsoft.Extensions.Logging;
using TripLogger.AppHost.Reporting;

namespace TripLogger.AppHost.LocalCloud.Prerequisites;

/// <summary>A folder with a <c>package-lock.json</c>, installed by <c>npm ci</c> when the lock file has changed.</summary>
/// <param name="directory">The folder.</param>
/// <param name="title">What it brings, for messages.</param>
public sealed class NpmPackage(string directory, string title)
{
    /// <summary>The parts of <c>package.json</c> that name what is needed here.</summary>
    private static readonly string[] Needed = ["dependencies", "devDependencies"];

    /// <summary>
    /// Whether the locked packages are there: npm's own note of what it installed, which it writes last, is newer than the
    /// lock file, and nothing that <c>package.json</c> asks for is missing. (Told to leave out what only development needs,
    /// npm writes that note too.)
    /// </summary>
    public bool IsInstalled =>
        File.GetLastWriteTimeUtc(Path.Combine(Modules, ".package-lock.json")) >= File.GetLastWriteTimeUtc(Path.Combine(directory, "package-lock.json"))
        && Dependencies().All(name => File.Exists(Path.Combine(Modules, name, "package.json")));

    private string Modules => Path.Combine(directory, "node_modules");

    /// <summary>Installs the packages unless they are there already. Several processes may call this at once.</summary>
    /// <exception cref="LocalCloudException">Node is missing, npm failed, or the folder can't be written.</exception>
    public async Task EnsureInstalledAsync(ILogger logger, CancellationToken cancellationToken)
    {
        try
        {
            if (!IsInstalled)
            {
                await TakeTurnAsync(logger, cancellationToken);
            }
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new LocalCloudException(
                $"npm can't install {title} in {directory} ({exception.Message.TrimEnd('.')}): make the folder, and what is in it, your own (chown), and start again.", exception);
        }
    }

    private async Task TakeTurnAsync(ILogger logger, CancellationToken cancellationToken)
    {
        using var turn = await FileLock.WaitAsync(Path.Combine(directory, ".npm-install.lock"), cancellationToken);
        if (IsInstalled)
        {
            return;
        }

        await Toolchain.RequireNodeAsync(cancellationToken);
        logger.LogInformation(Progress.Step, "Installing {Title} by npm; this is done once.", title);
        await InstallAsync(logger, cancellationToken);
        logger.LogInformation(Progress.Step, "npm has installed {Title}.", title);
    }

    private async Task InstallAsync(ILogger logger, CancellationToken cancellationToken)
    {
        var lastError = "";
        // Whatever npm's settings and NODE_ENV say: Vite and its like are among what only development needs.
        var command = Toolchain.Npm("ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund", "--loglevel=http")
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

    private IEnumerable<string> Dependencies()
    {
        using var package = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(directory, "package.json")));
        return [.. from section in Needed
                   where package.RootElement.TryGetProperty(section, out _)
                   from dependency in package.RootElement.GetProperty(section).EnumerateObject()
                   select dependency.Name];
    }
}
