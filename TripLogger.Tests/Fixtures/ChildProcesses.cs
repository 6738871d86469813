using System.Runtime.CompilerServices;

namespace TripLogger.Tests.Fixtures;

/// <summary>What all programs inherit that tests start.</summary>
internal static class ChildProcesses
{
    /// <summary>They run for seconds: nothing is gained by measuring their code for a second compilation, as this process does not either.</summary>
    [ModuleInitializer]
    internal static void StartQuickly() => Environment.SetEnvironmentVariable("DOTNET_TieredPGO", "0");
}
