namespace TripLogger.Benchmarks;

/// <summary>This runs in <c>artifacts/bin/TripLogger.Benchmarks/&lt;configuration&gt;</c>.</summary>
internal static class Folders
{
    private static readonly DirectoryInfo Output = new(AppContext.BaseDirectory);

    public static string Artifacts => Output.Parent!.Parent!.Parent!.FullName;

    public static string Api => Path.Combine(Artifacts, "bin", "TripLogger.Api", Output.Name, "TripLogger.Api.dll");

    public static string Self => Path.Combine(Output.FullName, "TripLogger.Benchmarks.dll");

    public static string Synthesis => Path.Combine(Output.FullName, "cdk.out");

    public static string DynamoDbLocal => Path.Combine(Directory.GetParent(Artifacts)!.FullName, "local", "DynamoDbLocal");
}
