using TripLogger.Api.Configuration;

namespace TripLogger.Api.Web;

/// <summary>What a page may load and whom it may call: everything that is not named here is refused.</summary>
/// <remarks>See <see href="https://www.w3.org/TR/CSP3/">Content Security Policy Level 3</see>.</remarks>
internal static class ContentSecurityPolicy
{
    /// <summary>The policy of the web page: its own files, this API and Cognito.</summary>
    public static string ForPage(AwsResources resources, CloudOptions cloud) => string.Join(
        "; ",
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "manifest-src 'self'",
        $"connect-src {string.Join(' ', ["'self'", .. Cognito(resources, cloud)])}",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "object-src 'none'");

    /// <summary>The policy of Scalar's reference page, which writes its own styles and starts from a script in the page.</summary>
    public const string ForReference =
        "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; " +
        "connect-src 'self'; worker-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'";

    /// <summary>Where a browser signs in: user pool, identity pool, and the sign-in pages where there are any.</summary>
    /// <remarks>See <see href="https://docs.aws.amazon.com/general/latest/gr/cognito_identity.html">Amazon Cognito's endpoints</see>.</remarks>
    private static IEnumerable<string> Cognito(AwsResources resources, CloudOptions cloud)
    {
        IEnumerable<string> endpoints = cloud.IsLocal
            ? [Origin(cloud.UserPoolEndpoint!), Origin(cloud.IdentityPoolEndpoint!)]
            : [$"https://cognito-idp.{resources.Region}.amazonaws.com", $"https://cognito-identity.{resources.Region}.amazonaws.com"];
        return string.IsNullOrWhiteSpace(resources.UserPoolDomain) ? endpoints.Distinct() : endpoints.Distinct().Append($"https://{resources.UserPoolDomain}");
    }

    private static string Origin(Uri endpoint) => endpoint.GetLeftPart(UriPartial.Authority);
}
