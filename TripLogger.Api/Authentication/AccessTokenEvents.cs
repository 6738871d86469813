using System.Net.Http.Headers;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;
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
        // The key is unknown: the caller's fault if we know the pool's keys, but not if we could not read them.
        if (context.Exception is SecurityTokenSignatureKeyNotFoundException
            && (await ReadKeysAsync(context)).Any(key => key.KeyId == KeyId(context.Request)))
        {
            throw new HttpRequestException($"The keys of {pool.Authority} were read too late for this token.");
        }
    }

    private async Task<ICollection<SecurityKey>> ReadKeysAsync(AuthenticationFailedContext context)
    {
        try
        {
            return (await context.Options.ConfigurationManager!.GetConfigurationAsync(context.HttpContext.RequestAborted)).SigningKeys;
        }
        catch (InvalidOperationException exception)
        {
            throw new HttpRequestException($"The keys of {pool.Authority} could not be read.", exception);
        }
    }

    /// <summary>The key that the token names; it is well-formed, or it would have been refused for that.</summary>
    private static string KeyId(HttpRequest request) =>
        new JsonWebToken(AuthenticationHeaderValue.Parse(request.Headers.Authorization!).Parameter).Kid;
}
