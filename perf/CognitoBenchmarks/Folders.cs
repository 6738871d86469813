namespace CognitoBenchmarks;

/// <summary>This runs in <c>artifacts/bin/CognitoBenchmarks/&lt;configuration&gt;</c>.</summary>
internal static class Folders
{
    private static readonly DirectoryInfo Output = new(AppContext.BaseDirectory);

    public static string Artifacts => Output.Parent!.Parent!.Parent!.FullName;

    public static string Emulator => Path.Combine(Artifacts, "bin", "CognitoEmulator", Output.Name, "CognitoEmulator.dll");

    public static string CognitoLocal => Path.Combine(Directory.GetParent(Artifacts)!.FullName, "perf", "CognitoBenchmarks", "cognito-local");
}
