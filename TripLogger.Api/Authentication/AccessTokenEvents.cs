using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using TripLogger.Api.Configuration;

namespace TripLogger.Api.Authentication;

/// <summary>What a Cognito access token must say besides being genuine.</summary>
internal sealed class AccessTokenEvents(UserPool pool) : JwtBearerEvents
{
    public override Task TokenValidated(TokenValidatedContext context)
    {
        var token = context.Principal!;
        if (token.FindFirstValue("token_use") != "access")
        {
            context.Fail("The token is no access token.");
        }
        else if (token.FindFirstValue("client_id") != pool.ClientId)
        {
            context.Fail("The token was issued to another client.");
        }
        else if (string.IsNullOrEmpty(token.FindFirstValue("sub")))
        {
            context.Fail("The token names no user.");
        }

        return Task.CompletedTask;
    }

    public override Task AuthenticationFailed(AuthenticationFailedContext context) =>
        // A token that is wrong is never this type: the pool's keys could not be read, which is not the caller's fault.
        context.Exception is InvalidOperationException
            ? throw new HttpRequestException($"The keys of {pool.Authority} could not be read.", context.Exception)
            : Task.CompletedTask;
}
