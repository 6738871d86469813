using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using TripLogger.Api.RateLimits;

namespace TripLogger.Api.Configuration;

public static class WebConfigurationEndpoints
{
    /// <summary>The last one lets the tokens of a social sign-in call Cognito's GetUser, as those of a password sign-in can.</summary>
    private static readonly string[] Scopes = ["openid", "email", "profile", "aws.cognito.signin.user.admin"];

    /// <summary>Maps <c>GET /config.json</c>: the same web build runs against every environment.</summary>
    public static void MapWebConfiguration(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/config.json", Get).LimitRate().WithTags("Configuration").WithName("GetWebConfiguration").WithSummary("What a browser must know to sign in");

    private static Ok<WebConfiguration> Get(IOptions<AwsResources> resources, IOptions<CloudOptions> cloud, IHostEnvironment host, HttpResponse response)
    {
        // Asked once per page load; an old copy would send the browser to another pool.
        response.Headers.CacheControl = "no-store";

        var names = resources.Value;
        return TypedResults.Ok(new WebConfiguration(
            cloud.Value.Environment ?? (host.IsDevelopment() ? "develop" : host.EnvironmentName.ToLowerInvariant()),
            names.Region!,
            names.UserPoolId!,
            names.UserPoolClientId!,
            names.IdentityPoolId!,
            cloud.Value.UserPoolEndpoint?.AbsoluteUri,
            cloud.Value.IsLocal ? cloud.Value.IdentityPoolEndpoint?.AbsoluteUri : null,
            string.IsNullOrWhiteSpace(names.UserPoolDomain) ? null : new OAuthConfiguration(names.UserPoolDomain, Scopes),
            names.SocialProviders?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? []));
    }
}
