using System.Text.Json;
using Amazon.DynamoDBv2.Model;
using Microsoft.AspNetCore.Http.HttpResults;
using TripLogger.Api.Data;
using IExceptionHandler = Microsoft.AspNetCore.Diagnostics.IExceptionHandler;

namespace TripLogger.Api.Problems;

/// <summary>Turns the exceptions that are answers into problems; any other one is a 500 without details.</summary>
internal sealed partial class KnownExceptionHandler(ILogger<KnownExceptionHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var problem = exception switch
        {
            AccountClosedException => Problem(StatusCodes.Status410Gone, "This account was closed. Nothing is kept under it any more; sign up again to start anew."),
            BadHttpRequestException { InnerException: JsonException json } => Problem(
                StatusCodes.Status400BadRequest,
                $"The body cannot be read at {json.Path ?? "$"}: it is not JSON, has a value of another type, or a member that does not exist here."),
            BadHttpRequestException bad => Problem(bad.StatusCode, IsMissingBody(bad) ? "The body is missing, or null: send a JSON object." : bad.Message),
            _ when IsUnavailable(exception) => Unavailable(httpContext),
            _ => null,
        };
        if (problem is null)
        {
            return false;
        }

        if (problem.StatusCode == StatusCodes.Status503ServiceUnavailable)
        {
            Log.Unavailable(logger, exception);
        }

        await problem.ExecuteAsync(httpContext);
        return true;
    }

    /// <summary>The answer when something behind us did not do its part: nobody's fault here, and perhaps better in a moment.</summary>
    public static ProblemHttpResult Unavailable(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "2";
        return Problem(StatusCodes.Status503ServiceUnavailable, "A service that this answer needs does not respond. Try again in a moment.");
    }

    private static ProblemHttpResult Problem(int status, string detail) => TypedResults.Problem(detail, statusCode: status);

    /// <summary>Of the framework's own refusals this alone comes without a reason of the server or of the JSON; its words are for programmers.</summary>
    private static bool IsMissingBody(BadHttpRequestException bad) =>
        bad.GetType() == typeof(BadHttpRequestException) && bad.StatusCode == StatusCodes.Status400BadRequest && bad.InnerException is null;

    /// <summary>What comes from behind us says so itself; conflicts that did not end and work that was given up do it here.</summary>
    private static bool IsUnavailable(Exception exception) => exception
        is ServiceUnavailableException
        or TransactionConflictException
        or OperationCanceledException
        || (exception is TransactionCanceledException canceled && WriteConflicts.IsConflict(canceled));

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A service behind the API did not respond")]
        public static partial void Unavailable(ILogger logger, Exception exception);
    }
}
