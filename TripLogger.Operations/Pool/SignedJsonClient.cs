using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Auth;

namespace TripLogger.Operations.Pool;

/// <summary>
/// Calls a service by AWS's JSON protocol with IAM credentials, for services whose SDK package is on few feeds; the signature is the SDK's.
/// See <see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">signing requests</see>.
/// </summary>
/// <param name="http">Sends the requests.</param>
/// <param name="service">The signing name, such as <c>cognito-idp</c>.</param>
/// <param name="target">What stands before the operation in <c>X-Amz-Target</c>.</param>
/// <param name="region">The region.</param>
/// <param name="credentials">Who calls.</param>
/// <param name="endpoint">The address, unless it is AWS's.</param>
/// <param name="clock">The time of the signature; the real one unless given.</param>
public sealed class SignedJsonClient(
    HttpClient http,
    string service,
    string target,
    string region,
    AWSCredentials credentials,
    string? endpoint = null,
    TimeProvider? clock = null)
{
    private const string ContentType = "application/x-amz-json-1.1";
    private const int MaxTries = 6;

    private readonly Uri _endpoint = new(endpoint ?? $"https://{service}.{region}.amazonaws.com/");

    /// <summary>Calls an operation, again when it is called too often.</summary>
    /// <exception cref="AwsErrorException">The service refuses.</exception>
    /// <exception cref="HttpRequestException">The service does not answer.</exception>
    public async Task<JsonObject> CallAsync(string operation, JsonObject input, CancellationToken cancellationToken)
    {
        for (var turn = 1; ; turn++)
        {
            using var request = await SignAsync(operation, input.ToJsonString());
            using var response = await http.SendAsync(request, cancellationToken);
            if (response.StatusCode >= HttpStatusCode.InternalServerError)
            {
                if (turn == MaxTries)
                {
                    response.EnsureSuccessStatusCode();
                }
            }
            else
            {
                var output = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))?.AsObject() ?? [];
                if (response.IsSuccessStatusCode)
                {
                    return output;
                }

                var error = AwsErrorException.From(operation, output);
                if (error.Code is not ("TooManyRequestsException" or "ThrottlingException") || turn == MaxTries)
                {
                    throw error;
                }
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100 << turn), cancellationToken);
        }
    }

    /// <summary>A signed request.</summary>
    public async Task<HttpRequestMessage> SignAsync(string operation, string body)
    {
        var keys = await credentials.GetCredentialsAsync();
        var now = (clock ?? TimeProvider.System).GetUtcNow().UtcDateTime;
        var bytes = Encoding.UTF8.GetBytes(body);
        var content = new ByteArrayContent(bytes);
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["content-type"] = ContentType,
            ["host"] = _endpoint.Authority,
            ["x-amz-date"] = now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture),
            ["x-amz-target"] = $"{target}.{operation}",
        };
        if (keys.UseToken)
        {
            headers["x-amz-security-token"] = keys.Token;
        }

        var names = string.Join(';', headers.Keys);
        string[] canonical =
        [
            "POST", _endpoint.AbsolutePath, "",
            .. headers.Select(header => $"{header.Key}:{header.Value}"), "",
            names, Convert.ToHexStringLower(SHA256.HashData(bytes)),
        ];
        var signature = AWS4Signer.ComputeSignature(
            keys.AccessKey, keys.SecretKey, region, now, service, names, string.Join('\n', canonical));

        var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = content };
        content.Headers.TryAddWithoutValidation("content-type", ContentType);
        foreach (var (name, value) in headers.Where(header => header.Key is not ("content-type" or "host")))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        request.Headers.TryAddWithoutValidation("Authorization", signature.ForAuthorizationHeader);
        return request;
    }
}

/// <summary>A service's refusal.</summary>
/// <param name="code">Its type, such as <c>UserNotFoundException</c>.</param>
/// <param name="message">Operation, type and reason.</param>
public sealed class AwsErrorException(string code, string message) : Exception(message)
{
    /// <summary>Its type, such as <c>UserNotFoundException</c>.</summary>
    public string Code { get; } = code;

    internal static AwsErrorException From(string operation, JsonObject error)
    {
        var code = ((string?)error["__type"] ?? "UnknownError").Split('#')[^1];
        return new(code, $"{operation} was refused: {code}: {(string?)error["message"] ?? (string?)error["Message"]}");
    }
}
