using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace TripLogger.Tests.Fixtures;

/// <summary>
/// An <see href="https://learn.microsoft.com/aspnet/core/test/http-files">.http file</see>, sent request by request as an editor
/// does it: with its variables and with what earlier answers said.
/// </summary>
internal sealed partial class HttpFile
{
    private readonly Dictionary<string, string> _variables = [];
    private readonly Dictionary<string, JsonNode> _answers = [];
    private readonly string[] _requests;

    /// <param name="path">The file.</param>
    /// <param name="variables">Values that differ from the file's own, for example where the API is.</param>
    public HttpFile(string path, Dictionary<string, string> variables)
    {
        var text = File.ReadAllText(path).ReplaceLineEndings("\n");
        foreach (Match variable in Variable().Matches(text))
        {
            _variables[variable.Groups[1].Value] = variables.GetValueOrDefault(variable.Groups[1].Value, variable.Groups[2].Value);
        }

        // What stands before the first ### are the variables.
        _requests = text.Split("\n###")[1..];
    }

    /// <summary>Sends all requests, in order.</summary>
    /// <returns>Each request's line, for example <c>GET http://localhost:5080/config.json</c>, and its answer.</returns>
    public async IAsyncEnumerable<(string Line, HttpResponseMessage Response)> SendAsync(Func<Uri, HttpClient> clientFor)
    {
        foreach (var request in _requests)
        {
            var name = Name().Match(request).Groups[1].Value;
            // The title's line, then comments, then the request itself.
            var lines = request.Split('\n')[1..].Where(line => !line.StartsWith('#')).ToArray();
            var head = lines.TakeWhile(line => line.Length > 0).Select(Resolve).ToArray();
            var body = Resolve(string.Join('\n', lines[head.Length..]).Trim());
            if (head[0].Split(' ') is not [var method, var address])
            {
                throw new FormatException($"'{head[0]}' is no request.");
            }

            using var message = new HttpRequestMessage(new HttpMethod(method), address) { Content = body.Length > 0 ? new StringContent(body) : null };
            foreach (var header in head[1..].Select(line => line.Split(": ", 2)))
            {
                if (header[0] == "Content-Type")
                {
                    message.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse(header[1]);
                }
                else
                {
                    Assert.True(message.Headers.TryAddWithoutValidation(header[0], header[1]), $"{header[0]} of {head[0]} is no header of a request.");
                }
            }

            using var response = await clientFor(message.RequestUri!).SendAsync(message, TestContext.Current.CancellationToken);
            if (name.Length > 0)
            {
                _answers[name] = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
            }

            yield return (head[0], response);
        }
    }

    private string Resolve(string text) => Placeholder().Replace(text, match => match.Groups[1].Value switch
    {
        "$guid" => Guid.NewGuid().ToString(),
        var name when name.Split(".response.body.$.") is [var request, var path] => Find(_answers[request], path),
        var name => Resolve(_variables[name]),
    });

    private static string Find(JsonNode answer, string path)
    {
        foreach (Match step in Step().Matches(path))
        {
            var next = int.TryParse(step.Value, out var index) ? answer[index] : answer[step.Value];
            answer = next ?? throw new FormatException($"There is no {path} in {answer.ToJsonString()}");
        }

        return answer.ToString();
    }

    [GeneratedRegex(@"^@(\w+)\s*=\s*(.+)$", RegexOptions.Multiline)]
    private static partial Regex Variable();

    [GeneratedRegex(@"^# @name (\w+)$", RegexOptions.Multiline)]
    private static partial Regex Name();

    [GeneratedRegex(@"\{\{([^{}]+)\}\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Step();
}
