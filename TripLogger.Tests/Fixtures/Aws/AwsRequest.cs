using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace TripLogger.Tests.Fixtures.Aws;

/// <summary>A request as the SDKs send it.</summary>
/// <param name="Http">The request itself.</param>
/// <param name="Body">All of its body.</param>
/// <param name="Caller">Whose credentials signed it.</param>
internal sealed partial record AwsRequest(HttpRequest Http, byte[] Body, SignedIn Caller)
{
    private readonly Lazy<Dictionary<string, StringValues>> _form = new(() => new FormReader(Encoding.UTF8.GetString(Body)).ReadForm());

    /// <summary>The operation of the query protocol.</summary>
    public string Action => Value("Action");

    /// <summary>A parameter of the query protocol.</summary>
    public string? Optional(string name) => _form.Value.TryGetValue(name, out var value) ? value.ToString() : null;

    /// <summary>A parameter that AWS insists on.</summary>
    public string Value(string name) => Optional(name) ?? throw AwsError.Validation($"1 validation error detected: Value null at '{name}' failed to satisfy constraint: Member must not be null");

    /// <summary>A list of the query protocol.</summary>
    public IEnumerable<string> List(string name) =>
        Enumerable.Range(1, 100).Select(number => Optional(string.Create(CultureInfo.InvariantCulture, $"{name}.member.{number}"))).TakeWhile(value => value is not null)!;

    /// <summary>Key, date, region and service of an <see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html">AWS Signature Version 4</see>.</summary>
    public static (string AccessKeyId, string Service) Scope(HttpRequest request) =>
        Credential().Match(request.Headers.Authorization.ToString()) is { Success: true } match
            ? (match.Groups["key"].Value, match.Groups["service"].Value)
            : throw new AwsError("MissingAuthenticationToken", "Request is missing Authentication Token", StatusCodes.Status403Forbidden);

    [GeneratedRegex(@"^AWS4-HMAC-SHA256 Credential=(?<key>[^/]+)/\d{8}/[^/]+/(?<service>[^/]+)/aws4_request,")]
    private static partial Regex Credential();
}
