using System.Diagnostics;
using System.Text;
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

    /// <summary>Publishes the API (a no-op for MSBuild where nothing has changed) and packs it.</summary>
    /// <returns>Full path of the zip file.</returns>
    /// <exception cref="DeploymentException">The API could not be published; the reasons are on standard error or output.</exception>
    public static string Build()
    {
        var repositoryRoot = RepositoryRoot.Find();
        var output = Path.Combine(repositoryRoot, "artifacts", "package", "TripLogger.Api");
        var published = Path.Combine(output, "published");
        if (Directory.Exists(published))
        {
            // Publishing only ever adds files.
            Directory.Delete(published, recursive: true);
        }

        Publish(repositoryRoot, published);

        var package = Path.Combine(output, "TripLogger.Api.zip");
        Pack(published, package);
        return package;
    }

    private static void Publish(string repositoryRoot, string directory)
    {
        var project = Path.Combine(repositoryRoot, "TripLogger.Api", "TripLogger.Api.csproj");
        string[] command =
        [
            "publish", project, "--output", directory, "--configuration", "Release", "--verbosity", "quiet", "-nodeReuse:false",
            // Runs on any architecture, started by the script.
            "-p:UseAppHost=false", "-p:DebugType=embedded",
            // Neither this machine's directories nor the commit become part of the bytes.
            $"-p:PathMap={repositoryRoot}{Path.DirectorySeparatorChar}=/_/", "-p:EnableSourceControlManagerQueries=false",
            "-p:ContinuousIntegrationBuild=false",
        ];

        using var dotnet = Process.Start("dotnet", command);
        dotnet.WaitForExit();
        if (dotnet.ExitCode != 0)
        {
            throw new DeploymentException(
                $"The API could not be published (exit code {dotnet.ExitCode}). See the errors above, or try: dotnet publish \"{project}\" -c Release");
        }
    }

    // System.IO.Compression would mark files packed on Windows as such, and Lambda could not execute the script.
    private static void Pack(string directory, string package)
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
