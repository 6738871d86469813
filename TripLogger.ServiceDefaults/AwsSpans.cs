using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace TripLogger.ServiceDefaults;

/// <summary>
/// Names the span of a call to an AWS service after its operation, <c>DynamoDB.PutItem</c> instead of <c>POST</c>.
/// The SDK's HTTP requests are traced anyway; this reads nothing but the operation's name, so no key or value gets into a trace.
/// </summary>
/// <remarks>See <see href="https://opentelemetry.io/docs/specs/semconv/cloud-providers/aws-sdk/">semantic conventions for AWS SDK</see>.</remarks>
internal static class AwsSpans
{
    /// <summary>The service's name with its API version, and the operation: <c>DynamoDB_20120810.PutItem</c>.</summary>
    private const string TargetHeader = "X-Amz-Target";

    /// <summary>A call that this process makes.</summary>
    public static void NameAfterOperation(Activity span, HttpRequestMessage request) =>
        NameAfterOperation(span, request.Headers.TryGetValues(TargetHeader, out var values) ? values.First() : null);

    /// <summary>A call that this process answers in AWS's stead.</summary>
    public static void NameAfterOperation(Activity span, HttpResponse response) =>
        NameAfterOperation(span, response.HttpContext.Request.Headers[TargetHeader]);

    private static void NameAfterOperation(Activity span, string? target)
    {
        if (target?.Split('.') is not [var versionedService, var operation])
        {
            return;
        }

        var service = versionedService.Split('_')[0];
        span.DisplayName = $"{service}.{operation}";
        span.SetTag("rpc.system", "aws-api");
        span.SetTag("rpc.service", service);
        span.SetTag("rpc.method", operation);
    }
}
