using System.Runtime.CompilerServices;

namespace TripLogger.Tests.Fixtures;

/// <summary>What all programs inherit that tests start.</summary>
internal static class ChildProcesses
{
    [ModuleInitializer]
    internal static void Prepare()
    {
        // They run for seconds: nothing is gained by measuring their code for a second compilation, as this process does not either.
        Environment.SetEnvironmentVariable("DOTNET_TieredPGO", "0");

        // A compiler that waits for more work would look like a process that an AppHost left behind.
        Environment.SetEnvironmentVariable("UseSharedCompilation", "false");
    }
}
