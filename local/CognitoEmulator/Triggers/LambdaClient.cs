using System.Net.Http.Headers;
using System.Text.Json;
using CognitoEmulator.Protocol;
using Microsoft.Extensions.Options;

namespace CognitoEmulator.Triggers;

/// <summary>
/// Lambda's <see href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke</see>. The client is its own and
/// not the factory's: Cognito's rules for time and attempts replace the general ones. Traces go along.
/// </summary>
internal sealed class LambdaClient(IOptions<EmulatorOptions> options) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        // No proxy can reach what runs on this machine.
        UseProxy = options.Value.LambdaEndpoint is not { IsLoopback: true },
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <exception cref="FunctionFailedException">The function ran and failed.</exception>
    /// <exception cref="HttpRequestException">The function could not be reached.</exception>
    public async Task<byte[]> InvokeAsync(string functionName, byte[] payload, CancellationToken cancellation)
    {
        var endpoint = options.Value.LambdaEndpoint ?? throw new CognitoException(
            "UnexpectedLambdaException",
            $"The function '{functionName}' can't be invoked: set AWS_ENDPOINT_URL_LAMBDA to the endpoint that runs it.");
        using var request = new HttpRequestMessage(
            HttpMethod.Post, new Uri($"{endpoint.AbsoluteUri.TrimEnd('/')}/2015-03-31/functions/{Uri.EscapeDataString(functionName)}/invocations"))
        {
            Content = new ByteArrayContent(payload) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        request.Headers.Add("X-Amz-Invocation-Type", "RequestResponse");
        if (options.Value.LocalCloud.LambdaInvokeKey is { Length: > 0 } key)
        {
            request.Headers.Add("X-LocalCloud-Invoke-Key", key);
        }

        using var response = await _http.SendAsync(request, cancellation);
        var body = await response.Content.ReadAsByteArrayAsync(cancellation);
        if (response.Headers.Contains("X-Amz-Function-Error"))
        {
            throw new FunctionFailedException(ErrorMessage(body));
        }

        // Not there, not allowed, or down: none of these is the function's own failure.
        return response.IsSuccessStatusCode
            ? body
            : throw new HttpRequestException($"{endpoint.Authority} answered {(int)response.StatusCode} to the invoke of '{functionName}'");
    }

    public void Dispose() => _http.Dispose();

    private static string ErrorMessage(byte[] body)
    {
        try
        {
            using var error = JsonDocument.Parse(body);
            return error.RootElement.ValueKind == JsonValueKind.Object && error.RootElement.TryGetProperty("errorMessage", out var message)
                ? message.ToString()
                : "of unknown kind";
        }
        catch (JsonException)
        {
            return "of unknown kind";
        }
    }
}

/// <summary>The function's own failure, with its message.</summary>
internal sealed class FunctionFailedException(string message) : Exception(message);
