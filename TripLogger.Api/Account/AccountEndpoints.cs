using System.Globalization;
using Microsoft.Extensions.Options;
using TripLogger.Api.Authentication;
using TripLogger.Api.Cognito;
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

    /// <summary>Maps what a caller can do with the account as a whole.</summary>
    public static void MapAccount(this IEndpointRouteBuilder api)
    {
        var account = api.MapGroup("").WithTags("Account");

        account.MapGet("/profile/export", Export)
            .WithName("ExportAccount")
            .WithSummary("Everything that we hold about you")
            .WithDescription("One JSON file. When it would be too large to send, page through GET /api/profile and GET /api/trips instead.")
            .Produces<AccountExport>()
            .ProducesProblem(StatusCodes.Status410Gone)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

        account.MapDelete("/profile", Close)
            .WithName("CloseAccount")
            .WithSummary("Close your account and delete everything")
            .WithDescription("202 says that there is more to delete: repeat the request after Retry-After, until it answers 204.")
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
        IOptions<AccountOptions> options,
        ApiMetrics metrics,
        ILogger<AccountCloser> logger,
        HttpResponse response,
        CancellationToken cancellationToken)
    {
        if (await closer.BuryProfileAsync(caller.Id, cancellationToken))
        {
            return TypedResults.NoContent();
        }

        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        time.CancelAfter(options.Value.CloseWithin);
        try
        {
            await closer.DeleteTripsAsync(caller.Id, time.Token);
        }
        catch (OperationCanceledException) when (time.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            metrics.AccountClosing("unfinished");
            Log.Unfinished(logger, caller.Id);
            response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
            return TypedResults.Accepted((string?)null);
        }

        // Last, because without the user there is no token to come back with.
        if (await cognito.DeleteUserAsync(caller.AccessToken, cancellationToken))
        {
            await closer.FinishAsync(caller.Id, cancellationToken);
            metrics.AccountClosing("closed");
            Log.Closed(logger, caller.Id);
            return TypedResults.NoContent();
        }

        // Signed out, or another request of this caller has just deleted the user.
        if (await closer.IsFinishedSoonAsync(caller.Id, cancellationToken))
        {
            return TypedResults.NoContent();
        }

        metrics.AccountClosing("signed_out");
        return response.SignedOut();
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Account {UserId} is closed")]
        public static partial void Closed(ILogger logger, string userId);

        [LoggerMessage(LogLevel.Information, "Account {UserId} is being closed; there is more to delete")]
        public static partial void Unfinished(ILogger logger, string userId);
    }
}
