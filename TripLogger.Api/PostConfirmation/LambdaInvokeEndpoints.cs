using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using TripLogger.Api.Configuration;

namespace TripLogger.Api.PostConfirmation;

/// <summary>
/// The door of a local run: the part of Lambda's API by which the local user pool calls its trigger.
/// </summary>
/// <remarks>See <see href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke</see>. The key stands for the IAM permission that AWS would check.</remarks>
public static partial class LambdaInvokeEndpoints
{
    public const string KeyHeader = "X-LocalCloud-Invoke-Key";

    /// <summary>Maps <c>POST /2015-03-31/functions/{name}/invocations</c>, but only when this run has an invoke key.</summary>
    public static void MapLambdaInvoke(this IEndpointRouteBuilder routes)
    {
        var key = routes.ServiceProvider.GetRequiredService<IOptions<CloudOptions>>().Value.LambdaInvokeKey;
        if (key is not null)
        {
            routes.MapPost("/2015-03-31/functions/{name}/invocations", Invoke)
                .AddEndpointFilter((context, next) => HasKey(context.HttpContext.Request, key)
                    ? next(context)
                    : ValueTask.FromResult<object?>(ServiceError(context.HttpContext, StatusCodes.Status403Forbidden, "AccessDeniedException", $"Send this run's key as {KeyHeader}.")))
                .ExcludeFromDescription();
        }
    }

    private static async Task<IResult> Invoke(
        string name,
        HttpContext context,
        PostConfirmationHandler handler,
        IOptions<AwsResources> resources,
        ILogger<PostConfirmationHandler> logger,
        CancellationToken cancellationToken)
    {
        if (name != resources.Value.AddUserFunctionName)
        {
            return ServiceError(context, StatusCodes.Status404NotFound, "ResourceNotFoundException", $"Function not found: {name}");
        }

        var payload = await context.Request.ReadBytesAsync(cancellationToken);
        try
        {
            return TypedResults.Bytes(await handler.HandleAsync(payload, cancellationToken), "application/json");
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // To Lambda the invocation succeeded, though the function failed.
            Log.Failed(logger, name, exception);
            context.Response.Headers["X-Amz-Function-Error"] = "Unhandled";
            return TypedResults.Json(new LambdaError(exception.GetType().Name, exception.Message), LambdaJsonContext.Default.LambdaError);
        }
    }

    private static bool HasKey(HttpRequest request, string key) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(request.Headers[KeyHeader].ToString()), Encoding.UTF8.GetBytes(key));

    /// <summary>An error as AWS services write it: the type is a header.</summary>
    private static JsonHttpResult<LambdaServiceError> ServiceError(HttpContext context, int status, string type, string message)
    {
        context.Response.Headers["x-amzn-ErrorType"] = type;
        return TypedResults.Json(new LambdaServiceError("User", message), LambdaJsonContext.Default.LambdaServiceError, statusCode: status);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Function {Name} failed")]
        public static partial void Failed(ILogger logger, string name, Exception exception);
    }
}
