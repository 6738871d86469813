using System.Net;
using System.Text.Json;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Microsoft.AspNetCore.Mvc;
using Polly;
using TripLogger.Api.Data;
using IExceptionHandler = Microsoft.AspNetCore.Diagnostics.IExceptionHandler;

namespace TripLogger.Api.Problems;

/// <summary>Turns the exceptions that are answers into problems; any other one is a 500 without details.</summary>
internal sealed partial class KnownExceptionHandler(IProblemDetailsService problems, ILogger<KnownExceptionHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var problem = exception switch
        {
            AccountClosedException => Problem(StatusCodes.Status410Gone, "This account was closed. Nothing is kept under it any more; sign up again to start anew."),
            BadHttpRequestException { InnerException: JsonException json } => Problem(
                StatusCodes.Status400BadRequest,
                $"The body cannot be read at {json.Path ?? "$"}: it is no JSON, has a value of another type, or a member that does not exist here."),
            BadHttpRequestException bad => Problem(bad.StatusCode, bad.Message),
            _ when IsUnavailable(exception) => Problem(StatusCodes.Status503ServiceUnavailable, "A service that this answer needs does not respond. Try again in a moment."),
            _ => null,
        };
        if (problem is null)
        {
            return false;
        }

        if (problem.Status == StatusCodes.Status503ServiceUnavailable)
        {
            Log.Unavailable(logger, exception);
            httpContext.Response.Headers.RetryAfter = "2";
        }

        httpContext.Response.StatusCode = problem.Status!.Value;
        await problems.WriteAsync(new ProblemDetailsContext { HttpContext = httpContext, ProblemDetails = problem });
        return true;
    }

    private static ProblemDetails Problem(int status, string detail) => new() { Status = status, Detail = detail };

    /// <summary>Whether DynamoDB or Cognito did not answer, or answered that it cannot now.</summary>
    private static bool IsUnavailable(Exception exception) => exception
        is ServiceUnavailableException
        or HttpRequestException
        or TimeoutException
        // Not the caller's leaving: to that nobody answers.
        or OperationCanceledException
        or ExecutionRejectedException
        or ProvisionedThroughputExceededException
        or RequestLimitExceededException
        or TransactionConflictException
        or TransactionCanceledException
        or AmazonServiceException { StatusCode: >= HttpStatusCode.InternalServerError }
        or AmazonServiceException { ErrorCode: "ThrottlingException" };

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A service behind the API did not respond")]
        public static partial void Unavailable(ILogger logger, Exception exception);
    }
}
