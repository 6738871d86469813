using System.Runtime.CompilerServices;

namespace TripLogger.Tests.Fixtures;

/// <summary>What this process and all programs that tests start have in their environment.</summary>
internal static class ChildProcesses
{
    [ModuleInitializer]
    internal static void Prepare()
    {
        // They run for seconds: nothing is gained by measuring their code for a second compilation, as this process does not either.
        Environment.SetEnvironmentVariable("DOTNET_TieredPGO", "0");

        // Each of many hosts would watch every folder below its own, those of npm's packages too, for changed settings.
        Environment.SetEnvironmentVariable("DOTNET_hostBuilder__reloadConfigOnChange", "false");

        // A compiler that waits for more work would look like a process that an AppHost left behind.
        Environment.SetEnvironmentVariable("UseSharedCompilation", "false");
    }
}
