using System.Runtime.ExceptionServices;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using TripLogger.Api.Configuration;
using TripLogger.Api.Problems;

namespace TripLogger.Api.Authentication;

/// <summary>What a Cognito access token must say besides being genuine, and where nobody looks at one.</summary>
internal sealed class AccessTokenEvents(UserPool pool) : JwtBearerEvents
{
    /// <summary>Whoever asks for something public is nobody, with a token or without: no such answer waits for the pool's keys.</summary>
    public override Task MessageReceived(MessageReceivedContext context)
    {
        if (context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<IAuthorizeData>() is null)
        {
            context.NoResult();
        }

        return Task.CompletedTask;
    }

    public override Task TokenValidated(TokenValidatedContext context)
    {
        var token = context.Principal!;
        if (token.FindFirstValue("token_use") != "access")
        {
            context.Fail("The token is not an access token.");
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

    /// <summary>What could not be checked is not the caller's fault.</summary>
    public override Task AuthenticationFailed(AuthenticationFailedContext context)
    {
        if (context.Exception is ServiceUnavailableException)
        {
            ExceptionDispatchInfo.Throw(context.Exception);
        }

        return Task.CompletedTask;
    }
}
