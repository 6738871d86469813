using System.Text.RegularExpressions;
using TripLogger.Tests.Fixtures;

namespace TripLogger.Tests.Solution;

/// <summary>What the documents point to is there.</summary>
public sealed partial class DocumentTests
{
    public static TheoryData<string> Documents => [.. RepositoryPaths.Files("*.md")];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Links_lead_somewhere(string document) =>
        Assert.All(Link().Matches(Text(document)).Select(match => match.Groups["target"].Value).Where(target => !target.Contains("://", StringComparison.Ordinal)), target =>
        {
            var (file, anchor) = (target.Split('#')[0], target.Split('#').ElementAtOrDefault(1));
            var path = file.Length == 0 ? document : Path.Combine(Path.GetDirectoryName(document)!, file);
            Assert.True(Path.Exists(Absolute(path)), $"{document} links to {target}, which does not exist.");
            Assert.True(anchor is null || Headings(path).Contains(anchor), $"{document} links to {target}; the headings there are {string.Join(", ", Headings(path))}.");
        });

    [Theory]
    [MemberData(nameof(Documents))]
    public void Files_and_folders_that_are_named_exist(string document) =>
        Assert.All(CodeSpan().Matches(Text(document)).Select(match => match.Groups["path"].Value), path => Assert.True(
            Path.Exists(Absolute(path)) || Path.Exists(Absolute(Path.Combine(Path.GetDirectoryName(document)!, path))),
            $"{document} names {path}, which does not exist."));

    [Fact]
    public void The_diagram_and_the_table_of_folders_name_the_folders_that_there_are()
    {
        var architecture = Text("docs/architecture.md");
        var readme = Text("README.md");
        var projects = RepositoryPaths.Files("TripLogger.*.csproj").Select(file => Path.GetDirectoryName(file)!).Where(folder => !folder.Contains('/'));

        Assert.All(projects, folder =>
        {
            Assert.Contains($"`{folder}`", readme, StringComparison.Ordinal);
            Assert.Contains(folder, architecture, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Every_decision_is_listed() =>
        Assert.All(RepositoryPaths.Files("*.md").Where(file => file.StartsWith("docs/decisions/", StringComparison.Ordinal) && !file.EndsWith("README.md", StringComparison.Ordinal)), file =>
            Assert.Contains($"({Path.GetFileName(file)})", Text("docs/decisions/README.md"), StringComparison.Ordinal));

    private static string Absolute(string path) => Path.Combine(RepositoryPaths.Root, path);

    private static string Text(string document) => File.ReadAllText(Absolute(document));

    /// <summary>As GitHub makes them: lower case, hyphens for spaces, no punctuation.</summary>
    private static HashSet<string> Headings(string document) =>
        [.. Heading().Matches(Text(document)).Select(match => NotInAnchor().Replace(match.Groups["text"].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'))];

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    /// <summary>A path of this repository: what starts with one of its folders.</summary>
    [GeneratedRegex(@"`(?<path>(?:TripLogger\.|local/|perf/|docs/|\.github/|\.ci/)[\w./-]*/[\w./-]*)`")]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"^#+ (?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchor();
}
