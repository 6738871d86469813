using System.Runtime.CompilerServices;

namespace TripLogger.Tests.Fixtures;

/// <summary>What this process and all programs that tests start have in their environment.</summary>
internal static class ChildProcesses
{
    [ModuleInitializer]
    internal static void Prepare()
    {
        // They run for seconds: what is not called very often is not worth a second compilation, here as in this process. The number is hexadecimal.
        Environment.SetEnvironmentVariable("DOTNET_TieredPGO", "0");
        Environment.SetEnvironmentVariable("DOTNET_TC_CallCountThreshold", "200");

        // Each of many hosts would watch every folder below its own, those of npm's packages too, for changed settings.
        Environment.SetEnvironmentVariable("DOTNET_hostBuilder__reloadConfigOnChange", "false");

        // A compiler that waits for more work would look like a process that an AppHost left behind.
        Environment.SetEnvironmentVariable("UseSharedCompilation", "false");

        UseTemporaryFolder();
    }

    /// <summary>What the CDK leaves behind, 66 MB for each process that uses it (https://github.com/aws/jsii/issues/700), and killed ones, goes with this run.</summary>
    private static void UseTemporaryFolder()
    {
        // A short name: what listens on a socket in it has only some hundred characters for the whole path.
        var folder = Directory.CreateTempSubdirectory("tl-").FullName;
        foreach (var variable in OperatingSystem.IsWindows() ? ["TEMP", "TMP"] : new[] { "TMPDIR" })
        {
            Environment.SetEnvironmentVariable(variable, folder);
        }

        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                Console.Error.WriteLine($"{folder} could not be deleted: {exception.Message} Delete it by hand.");
            }
        };
    }
}
