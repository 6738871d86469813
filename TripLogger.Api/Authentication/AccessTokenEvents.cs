using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;
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

    public override async Task AuthenticationFailed(AuthenticationFailedContext context)
    {
        // The key is unknown: the caller's fault if we know the pool's keys, but not if we could never read them.
        if (context.Exception is SecurityTokenSignatureKeyNotFoundException)
        {
            try
            {
                await context.Options.ConfigurationManager!.GetConfigurationAsync(context.HttpContext.RequestAborted);
            }
            catch (InvalidOperationException exception)
            {
                throw new HttpRequestException($"The keys of {pool.Authority} could not be read.", exception);
            }
        }
    }
}
