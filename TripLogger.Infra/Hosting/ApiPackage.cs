using System.Diagnostics;
using System.Text;
using Amazon.CDK.AWS.Lambda;
using ICSharpCode.SharpZipLib.Zip;

namespace TripLogger.Infra.Hosting;

/// <summary>
/// The published API as a zip file that AWS Lambda runs behind the <see cref="LambdaWebAdapter"/>. The same sources make
/// the same bytes on every machine, so a deployment without changes uploads and replaces nothing.
/// </summary>
public static class ApiPackage
{
    /// <summary>The script in the package that starts the API; the function's handler.</summary>
    public const string StartScript = "run.sh";

    // Lambda's PATH does not promise the directory of the managed runtime.
    private const string StartScriptText = "#!/bin/sh\nexec /var/lang/bin/dotnet TripLogger.Api.dll\n";

    // Unix modes of a regular file, in the upper half of a zip entry's attributes: rw-r--r-- and rwxr-xr-x.
    private const int ReadableFile = 0x81A4 << 16;
    private const int ExecutableFile = 0x81ED << 16;

    /// <summary>The project that is packaged.</summary>
    public static string Project => Path.Combine(RepositoryRoot.Find(), "TripLogger.Api", "TripLogger.Api.csproj");

    /// <summary>Code for a stack that is only synthesized, in the local cloud and in tests: quick, and without any asset.</summary>
    public static Code Placeholder() => Code.FromInline("Deployed stacks carry the packaged API.");

    /// <summary>Publishes the API (a no-op for MSBuild where nothing has changed) and packs it.</summary>
    /// <param name="processor">What to compile for: any machine can compile for both.</param>
    /// <param name="cancellationToken">Ends the compiler, and with it the wait.</param>
    /// <returns>Full path of the zip file.</returns>
    /// <exception cref="DeploymentException">The API could not be published; the reasons are on standard error or output.</exception>
    public static string Build(ProcessorArchitecture processor, CancellationToken cancellationToken = default)
    {
        var published = Publish(Project, processor, cancellationToken);
        var package = $"{published}.zip";
        Pack(published, package);
        return package;
    }

    /// <summary>Publishes a web application as it goes into a package.</summary>
    /// <param name="project">Full path of the project file.</param>
    /// <param name="processor">What to compile for.</param>
    /// <param name="cancellationToken">Ends the compiler, and with it the wait.</param>
    /// <returns>The directory.</returns>
    /// <exception cref="DeploymentException">It could not be published; the reasons are on standard error or output.</exception>
    public static string Publish(string project, ProcessorArchitecture processor, CancellationToken cancellationToken = default)
    {
        var runtimeIdentifier = processor is ProcessorArchitecture.Arm64 ? "linux-arm64" : "linux-x64";
        var repositoryRoot = RepositoryRoot.Find();
        var output = Path.Combine(repositoryRoot, "artifacts", "package");
        var directory = Path.Combine(output, $"{Path.GetFileNameWithoutExtension(project)}-{runtimeIdentifier}");
        if (Directory.Exists(directory))
        {
            // Publishing only ever adds files.
            Directory.Delete(directory, recursive: true);
        }

        string[] command =
        [
            "publish", project, "--output", directory, "--configuration", "Release", "--verbosity", "quiet", "-nodeReuse:false",
            // Out of the way of a build, or a run, of the same sources.
            "--artifacts-path", Path.Combine(output, "build"),
            // Compiled ahead of time, but for the runtime that Lambda brings: docs/operations.md has the figures.
            "--runtime", runtimeIdentifier, "--self-contained", "false", "-p:PublishReadyToRun=true",
            // Started by the script; nobody reads documentation or symbols there.
            "-p:UseAppHost=false", "-p:DebugType=embedded", "-p:PublishDocumentationFiles=false",
            // Neither this machine's directories nor the commit become part of the bytes.
            $"-p:PathMap={repositoryRoot}{Path.DirectorySeparatorChar}=/_/", "-p:EnableSourceControlManagerQueries=false",
            "-p:ContinuousIntegrationBuild=false",
        ];

        using var dotnet = Process.Start("dotnet", command);
        using (cancellationToken.Register(() => dotnet.Kill(entireProcessTree: true)))
        {
            dotnet.WaitForExit();
        }

        cancellationToken.ThrowIfCancellationRequested();
        return dotnet.ExitCode == 0
            ? directory
            : throw new DeploymentException(
                $"{project} could not be published (exit code {dotnet.ExitCode}). See the errors above; where the feed has no compiler for {runtimeIdentifier}, choose the other processor: -c architecture=arm64 or x86_64.");
    }

    /// <summary>Packs a directory: the order, times and modes of its files on disk do not count.</summary>
    /// <param name="directory">What was published.</param>
    /// <param name="package">Full path of the zip file.</param>
    /// <remarks>System.IO.Compression would mark files packed on Windows as such, and Lambda could not execute the script.</remarks>
    public static void Pack(string directory, string package)
    {
        var files = Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetRelativePath(directory, file).Replace('\\', '/'), StringComparer.Ordinal);

        using var zip = new ZipOutputStream(File.Create(package)) { UseZip64 = UseZip64.Off };
        Add(zip, StartScript, Encoding.ASCII.GetBytes(StartScriptText), ExecutableFile);
        foreach (var (name, file) in files.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            Add(zip, name, File.ReadAllBytes(file), ReadableFile);
        }
    }

    private static void Add(ZipOutputStream zip, string name, byte[] content, int attributes)
    {
        zip.PutNextEntry(new ZipEntry(name)
        {
            HostSystem = (int)HostSystemID.Unix,
            ExternalFileAttributes = attributes,
            DateTime = new DateTime(1980, 1, 1, 0, 0, 0, DateTimeKind.Unspecified),
            Size = content.Length,
        });
        zip.Write(content);
        zip.CloseEntry();
    }
}
