namespace TripLogger.AppHost.Reporting;

/// <summary>Puts names into sentences.</summary>
internal static class Sentence
{
    /// <summary>For example <c>dynamodb, cognito and api</c>.</summary>
    public static string List(IEnumerable<string> names)
    {
        var all = names.ToArray();
        return all.Length < 2 ? string.Concat(all) : $"{string.Join(", ", all[..^1])} and {all[^1]}";
    }

    /// <summary>A sentence that follows another one, or nothing when there is nobody to speak of.</summary>
    public static string About(IReadOnlyCollection<string> names, string predicate) => names.Count == 0 ? "" : $" {List(names)} {predicate}";
}
