using System.Text.RegularExpressions;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.Solution;

/// <summary>A job of a workflow, as far as its lines tell.</summary>
/// <param name="Name">Its key under <c>jobs</c>.</param>
/// <param name="Lines">What is below it, without the space around.</param>
internal sealed partial record Job(string Name, IReadOnlyList<string> Lines)
{
    /// <summary>Whether it calls another workflow, instead of running steps.</summary>
    public bool IsCall => Lines.Any(line => line.StartsWith("uses: ./", StringComparison.Ordinal));

    /// <summary>Whether it can get a token by which AWS lets it sign in.</summary>
    public bool CanSignIn => Has("id-token: write");

    /// <summary>The jobs that must have succeeded before it.</summary>
    public IEnumerable<string> Needs => Lines.Where(line => line.StartsWith("needs:", StringComparison.Ordinal)).SelectMany(line => Word().Matches(line[6..]).Select(match => match.Value));

    /// <summary>The actions of its steps, without their versions.</summary>
    public IEnumerable<string> Actions =>
        Lines.Where(line => line.StartsWith("- uses:", StringComparison.Ordinal)).Select(line => line["- uses: ".Length..].Split('@')[0]);

    /// <summary>The commands of its steps, each in one line.</summary>
    public IEnumerable<string> Commands => Lines.Select(line => Run().Match(line)).Where(match => match.Success).Select(match => match.Groups["command"].Value);

    public static IReadOnlyList<Job> In(string workflow)
    {
        var lines = File.ReadAllLines(Path.Combine(RepositoryPaths.Root, ".github", "workflows", workflow)).SkipWhile(line => line != "jobs:").Skip(1).ToList();
        var starts = Enumerable.Range(0, lines.Count).Where(at => Key().IsMatch(lines[at])).ToList();
        Assert.NotEmpty(starts);
        return [.. starts.Select((start, index) => new Job(
            lines[start].Trim(' ', ':'),
            [.. lines[(start + 1)..(index + 1 < starts.Count ? starts[index + 1] : lines.Count)].Select(line => line.Trim())]))];
    }

    public bool Has(string text) => Lines.Any(line => line.StartsWith(text, StringComparison.Ordinal));

    [GeneratedRegex("^  [a-z-]+:$")]
    private static partial Regex Key();

    [GeneratedRegex("[a-z-]+")]
    private static partial Regex Word();

    [GeneratedRegex("^(- )?run: (?<command>.+)$")]
    private static partial Regex Run();
}
