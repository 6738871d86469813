using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;

namespace TripLogger.Api.Authentication;

/// <summary>Who calls: a parameter of handlers behind the token check. No route takes a user's id, so nobody can name another one.</summary>
/// <param name="Id">The user's sub in the pool.</param>
/// <param name="IssuedAt">When the pool issued the token, in seconds since 1970.</param>
/// <param name="AccessToken">The token the caller sent, to speak to Cognito in the caller's name. Never logged.</param>
internal sealed record Caller(string Id, long IssuedAt, string AccessToken)
{
    public static async ValueTask<Caller> BindAsync(HttpContext context)
    {
        var id = context.User.FindFirstValue("sub");
        var token = await context.GetTokenAsync("access_token");
        return id is not null && token is not null
            ? new Caller(id, ReadIssuedAt(context.User), token)
            : throw new InvalidOperationException($"{context.GetEndpoint()?.DisplayName} asks for the caller but lets anonymous ones in: put RequireAuthorization on its route group.");
    }

    /// <summary>Keeps the token out of logs.</summary>
    public override string ToString() => Id;

    private static long ReadIssuedAt(ClaimsPrincipal user) =>
        long.TryParse(user.FindFirstValue("iat"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : 0;
}
