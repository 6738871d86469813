using System.Text;
using System.Text.Json;

namespace CognitoBenchmarks;

internal static class Report
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>A Markdown table.</summary>
    public static string Table(IEnumerable<Result> results)
    {
        var table = new StringBuilder()
            .AppendLine("| server | users | start (s) | sign-up /s (CPU ms) | sign-in /s (CPU ms) | refresh /s (CPU ms) | memory (MB) |")
            .AppendLine("|---|--:|--:|--:|--:|--:|--:|");
        foreach (var result in results)
        {
            table.AppendLine(FormattableString.Invariant(
                $"| {result.Server} | {result.Users:N0} | {result.StartSeconds:0.00} | {Text(result.SignUp)} | {Text(result.SignIn)} | {Text(result.Refresh)} | {result.Megabytes:0} |"));
        }

        return table.ToString();
    }

    /// <returns>The file, <c>artifacts/benchmarks/cognito.json</c>.</returns>
    public static string Save(IEnumerable<Result> results)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Folders.Artifacts, "benchmarks"));
        var file = Path.Combine(folder.FullName, "cognito.json");
        File.WriteAllText(file, JsonSerializer.Serialize(new { At = DateTimeOffset.UtcNow, Environment.ProcessorCount, Results = results }, Json));
        return file;
    }

    private static string Text(Rate rate) => FormattableString.Invariant($"{rate.PerSecond:0} ({rate.CpuMilliseconds:0.0})");
}
