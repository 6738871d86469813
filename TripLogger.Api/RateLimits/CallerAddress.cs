using System.Text.Json;

namespace TripLogger.Api.RateLimits;

/// <summary>
/// Where a request comes from. On Lambda the connection is always the Web Adapter's, which hands over what the gateway says;
/// anywhere else such a header is the caller's own word and counts for nothing, as X-Forwarded-For does everywhere.
/// </summary>
/// <remarks>
/// See <see href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">the request
/// context</see>: <c>http.sourceIp</c> of HTTP APIs and function URLs, <c>identity.sourceIp</c> of REST APIs.
/// </remarks>
internal sealed class CallerAddress(IConfiguration configuration)
{
    public const string RequestContextHeader = "x-amzn-request-context";

    private readonly bool _isOnLambda = !string.IsNullOrEmpty(configuration["AWS_LAMBDA_FUNCTION_NAME"]);

    /// <summary>The address as text, empty when nobody tells.</summary>
    public string Of(HttpContext context) =>
        (_isOnLambda ? Read(context.Request.Headers[RequestContextHeader].ToString()) : context.Connection.RemoteIpAddress?.ToString()) ?? "";

    private static string? Read(string requestContext)
    {
        if (requestContext.Length == 0)
        {
            return null;
        }

        using var json = JsonDocument.Parse(requestContext);
        return SourceIp(json.RootElement, "http") ?? SourceIp(json.RootElement, "identity");
    }

    private static string? SourceIp(JsonElement context, string part) =>
        context.TryGetProperty(part, out var value) && value.TryGetProperty("sourceIp", out var address) ? address.GetString() : null;
}
