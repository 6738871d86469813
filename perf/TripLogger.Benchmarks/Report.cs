using System.Text;
using System.Text.Json;

namespace TripLogger.Benchmarks;

internal static class Report
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>A Markdown table.</summary>
    public static string Table(IEnumerable<ComparisonResult> results)
    {
        var table = new StringBuilder()
            .AppendLine("| backend | operation | callers | API /s | bare /s | throughput | p99 | CPU µs, API and bare |")
            .AppendLine("|---|---|--:|--:|--:|--:|--:|--:|");
        foreach (var result in results)
        {
            table.AppendLine(FormattableString.Invariant(
                $"| {result.Backend} | `{result.Operation}` | {result.Callers} | {result.ApiPerSecond:0} | {result.BarePerSecond:0} | {Percent(result.Throughput)} | {Times(result.P99)} | {result.ApiCpu:0}, {result.BareCpu:0} |"));
        }

        return table.ToString();
    }

    /// <summary>A Markdown table.</summary>
    public static string Table(IReadOnlyList<GrowthResult> results)
    {
        var sizes = results[0].Milliseconds.Keys.Order().ToArray();
        var table = new StringBuilder()
            .AppendLine(FormattableString.Invariant($"| operation | {string.Join(" | ", sizes.Select(size => FormattableString.Invariant($"{size:N0} trips (ms)")))} | slowest to fastest |"))
            .AppendLine(FormattableString.Invariant($"|---|{string.Concat(sizes.Select(_ => "--:|"))}--:|"));
        foreach (var result in results)
        {
            table.AppendLine(FormattableString.Invariant(
                $"| `{result.Operation}` | {string.Join(" | ", sizes.Select(size => FormattableString.Invariant($"{result.Milliseconds[size]:0.00}")))} | {result.Ratio:0.00} |"));
        }

        return table.ToString();
    }

    /// <returns>The file, <c>artifacts/benchmarks/api.json</c>.</returns>
    public static string Save(IEnumerable<ComparisonResult> comparisons, IEnumerable<GrowthResult> growth, ClosingResult? closing)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Folders.Artifacts, "benchmarks"));
        var file = Path.Combine(folder.FullName, "api.json");
        File.WriteAllText(file, JsonSerializer.Serialize(new { At = DateTimeOffset.UtcNow, Environment.ProcessorCount, Comparisons = comparisons, Growth = growth, Closing = closing }, Json));
        return file;
    }

    private static string Percent(Spread spread) => FormattableString.Invariant($"{100 * spread.Median:0} % ({100 * spread.Min:0}–{100 * spread.Max:0})");

    private static string Times(Spread spread) => FormattableString.Invariant($"{spread.Median:0.00} ({spread.Min:0.00}–{spread.Max:0.00})");
}
