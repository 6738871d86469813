using System.Text.RegularExpressions;

namespace Aspire.Hosting.AWS.Provisioning;

/// <summary>Finds the reason of a failure in what the CDK's command line prints.</summary>
internal sealed partial class CdkOutput
{
    private readonly Lock _lock = new();
    private readonly List<string> _causes = [];
    private string? _failure;
    private string? _last;
    private bool _isCause;

    /// <summary>The most telling lines so far, as one line; <see langword="null"/> before the first one.</summary>
    public string? Reason
    {
        get
        {
            lock (_lock)
            {
                return _causes.Find(cause => cause.Length > 0) ?? _failure ?? _last;
            }
        }
    }

    /// <summary>Takes a line of either stream.</summary>
    public void Add(string line)
    {
        lock (_lock)
        {
            // "‣ DeploymentError: what happened", more lines of it, then the next one: the cause of the cause, in fewer words.
            if (Cause().Match(line) is { Success: true } cause)
            {
                _causes.Add(cause.Groups["text"].Value.Trim());
                _isCause = true;
            }
            else if (_isCause)
            {
                _causes[^1] = $"{_causes[^1]} {Spaces().Replace(line.Trim(), " ")}".Trim();
            }
            // "stack: fail: what happened", of an asset.
            else if (line.Split(": fail: ", 2) is [_, var text])
            {
                _failure = text;
            }
            else
            {
                _last = line.Trim();
            }
        }
    }

    [GeneratedRegex(@"^‣ \w+:(?<text>.*)$")]
    private static partial Regex Cause();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
