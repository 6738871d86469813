using Microsoft.Extensions.Options;
using TripLogger.Api.Authentication;
using TripLogger.Api.Cognito;
using TripLogger.Api.Data;

namespace TripLogger.Api.Account;

/// <summary>
/// A closing that was left in the middle is finished by the next request of its user, whatever that one wanted. The request is answered as
/// by any closed account, whatever comes of it.
/// </summary>
internal sealed partial class ClosingFilter(
    AccountCloser closer, CognitoClient cognito, IOptions<AccountOptions> options, TimeProvider clock, ILogger<ClosingFilter> logger)
    : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        // A younger one may be at work this moment, and both would be in each other's way.
        catch (AccountClosedException closed)
            when (!closed.IsDone && closed.ClosedAt + options.Value.CloseWithin < clock.GetUtcNow().UtcDateTime)
        {
            await GoOnAsync(await Caller.BindAsync(context.HttpContext));
            throw;
        }
    }

    private async Task GoOnAsync(Caller caller)
    {
        try
        {
            var outcome = await closer.GoOnAsync(caller.Id, () => cognito.DeleteUserAsync(caller.AccessToken, CancellationToken.None));
            Log.WentOn(logger, caller.Id, outcome);
        }
        // What is not there now may be there for the next one.
        catch (Exception exception)
        {
            Log.StillUnfinished(logger, caller.Id, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "The closing of account {UserId}, which was left in the middle, went on: {Outcome}")]
        public static partial void WentOn(ILogger logger, string userId, ClosingOutcome outcome);

        [LoggerMessage(LogLevel.Warning, "The closing of account {UserId} is still unfinished")]
        public static partial void StillUnfinished(ILogger logger, string userId, Exception exception);
    }
}
