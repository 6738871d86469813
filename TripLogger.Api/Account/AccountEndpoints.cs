using System.Globalization;
using TripLogger.Api.Authentication;
using TripLogger.Api.Cognito;
using TripLogger.Api.Problems;
using TripLogger.Api.Telemetry;

namespace TripLogger.Api.Account;

public static partial class AccountEndpoints
{
    private const int RetryAfterSeconds = 1;

    /// <summary>Adds what exports and closes accounts.</summary>
    public static IHostApplicationBuilder AddAccounts(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<AccountOptions>().BindConfiguration(AccountOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<AccountExporter>();
        builder.Services.AddSingleton<AccountCloser>();
        return builder;
    }

    /// <summary>Lets whoever meets a closing that was left in the middle go on with it.</summary>
    public static RouteGroupBuilder FinishClosings(this RouteGroupBuilder api) => api.AddEndpointFilter<RouteGroupBuilder, ClosingFilter>();

    /// <summary>Maps what a caller can do with the account as a whole.</summary>
    public static void MapAccount(this IEndpointRouteBuilder api)
    {
        var account = api.MapGroup("").WithTags("Account");

        account.MapGet("/profile/export", Export)
            .WithName("ExportAccount")
            .LimitTime(TimeLimitExtensions.ManyPages)
            .WithSummary("Everything that we hold about you")
            .WithDescription("One JSON file. When it would be too large to send, page through GET /api/profile and GET /api/trips instead.")
            .Produces<AccountExport>()
            .ProducesProblem(StatusCodes.Status410Gone)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

        account.MapDelete("/profile", Close)
            .WithName("CloseAccount")
            .LimitTime(TimeLimitExtensions.ManyPages)
            .WithSummary("Close your account and delete everything")
            .WithDescription(
                "The user pool is asked first: whom it refuses has changed nothing. 202 says that there is more to delete: " +
                "repeat the request after Retry-After, until it answers 204. A closing that was left in the middle stays closed, and every later request goes on with it.")
            .Produces(StatusCodes.Status204NoContent)
            .Produces(StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> Export(Caller caller, AccountExporter exporter, HttpResponse response, CancellationToken cancellationToken)
    {
        if (await exporter.ExportAsync(caller.Id, cancellationToken) is not { } export)
        {
            return TypedResults.Problem(
                "Your data is too large for one download: read GET /api/profile, GET /api/trips/summary, and all pages of GET /api/trips instead.",
                statusCode: StatusCodes.Status422UnprocessableEntity);
        }

        response.Headers.ContentDisposition = "attachment; filename=\"triplogger-export.json\"";
        return TypedResults.Ok(export);
    }

    private static async Task<IResult> Close(
        Caller caller,
        AccountCloser closer,
        CognitoClient cognito,
        ApiMetrics metrics,
        ILogger<AccountCloser> logger,
        HttpResponse response,
        CancellationToken cancellationToken)
    {
        switch (await BeginAsync(caller, closer, cognito, cancellationToken))
        {
            case ClosingState.Open:
                metrics.AccountClosing("signed_out");
                return response.SignedOut();
            case ClosingState.Done:
                return TypedResults.NoContent();
        }

        switch (await closer.GoOnAsync(caller.Id, () => cognito.DeleteUserAsync(caller.AccessToken, CancellationToken.None)))
        {
            case ClosingOutcome.OutOfTime:
                metrics.AccountClosing("unfinished");
                Log.Unfinished(logger, caller.Id);
                response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
                return TypedResults.Accepted((string?)null);
            case ClosingOutcome.Refused:
                metrics.AccountClosing("signed_out");
                Log.SignedOut(logger, caller.Id);
                return response.SignedOut();
            default:
                metrics.AccountClosing("closed");
                Log.Closed(logger, caller.Id);
                return TypedResults.NoContent();
        }
    }

    /// <summary>Begins, if the pool says now that the token is the caller's: what cannot be undone needs more than a signature.</summary>
    private static async Task<ClosingState> BeginAsync(
        Caller caller, AccountCloser closer, CognitoClient cognito, CancellationToken cancellationToken)
    {
        if (await closer.FindStateAsync(caller.Id, cancellationToken) is var state and not ClosingState.Open)
        {
            return state;
        }

        if (await cognito.GetUserAsync(caller.AccessToken, cancellationToken) is { } user && user.Id == caller.Id)
        {
            await closer.BeginAsync(caller.Id);
            return ClosingState.Begun;
        }

        // Refused; or another request of the caller has closed the account meanwhile.
        return await closer.FindStateAsync(caller.Id, cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Account {UserId} is closed")]
        public static partial void Closed(ILogger logger, string userId);

        [LoggerMessage(LogLevel.Information, "Account {UserId} is being closed; there is more to delete")]
        public static partial void Unfinished(ILogger logger, string userId);

        [LoggerMessage(
            LogLevel.Warning,
            "Account {UserId} is closed, but the pool does not let this token delete its user: the next sign-in finishes it, or an operator")]
        public static partial void SignedOut(ILogger logger, string userId);
    }
}
